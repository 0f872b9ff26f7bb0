"""Who is away, who stands in, until when; whose work goes to whom. The rules stay in dossiers/services/leave.py."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import SeatAssignment, User
from agencies.models import Seat
from common import clock
from dossiers.services import leave
from portal.web.ops.dates import DayField


class UnitForm(forms.Form):
    """People of the seat's unit: heads choose among all, others speak for themselves."""

    def __init__(self, *args: Any, seat: Seat, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {} if leave.manages(seat) else {"user_id": user.pk, "seat_id": seat.pk}
        rows = leave.sitting(seat.agency_id)
        self.sitting = {str(row.pk): row for row in rows if all(getattr(row, name) == value for name, value in own.items())}
        self.people = {str(row.user_id): row.user for row in rows}

    def offer(self, name: str, choices: list[tuple[str, str]], asking: str = "") -> None:
        """Fill a choice; with one possibility it is chosen already."""
        first = [] if len(choices) == 1 else [("", asking or gettext("Chọn một người"))]
        self.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]


class GiveForm(UnitForm):
    """A delegation."""

    who = forms.ChoiceField(label=_("Vị trí được ủy quyền"), error_messages={"required": _("Chọn vị trí")})
    to = forms.ChoiceField(
        label=_("Người được ủy quyền"),
        help_text=_("Người giữ một vị trí khác trong cùng cơ quan. Nhật ký ghi rõ họ làm theo ủy quyền."),
        error_messages={"required": _("Chọn người được ủy quyền")},
    )
    since = DayField(label=_("Từ ngày"), required_message=_("Nhập ngày bắt đầu"))
    until = DayField(
        label=_("Đến hết ngày"), required_message=_("Nhập ngày kết thúc"), help_text=_("Qua ngày này ủy quyền tự hết.")
    )
    paper = forms.CharField(
        label=_("Văn bản ủy quyền"),
        help_text=_("Số, ngày, ví dụ 12/GUQ-UBND ngày 20/11/2026"),
        max_length=200,
        error_messages={"required": _("Nhập số, ngày của văn bản ủy quyền.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("who", [(key, f"{row.user}, {row.seat.title}") for key, row in self.sitting.items()], gettext("Chọn vị trí"))
        self.offer("to", [(key, str(person)) for key, person in self.people.items()])

    @property
    def chosen(self) -> SeatAssignment:
        """Whose seat."""
        return self.sitting[self.cleaned_data["who"]]

    def given(self) -> dict[str, Any]:
        """The service's arguments: whole days, today from this moment on."""
        typed = self.cleaned_data
        return {
            "from_user": self.chosen.user,
            "since": max(_midnight(typed["since"]), clock.now())
            if typed["since"] == clock.today()
            else _midnight(typed["since"]),
            "until": _midnight(typed["until"] + timedelta(days=1)) - timedelta(minutes=1),  # 23:59 is read as that day
            "paper": typed["paper"],
        }


class HandOverForm(UnitForm):
    """All work that somebody holds, to a colleague of the same role."""

    who = forms.ChoiceField(label=_("Người bàn giao"), error_messages={"required": _("Chọn người bàn giao")})
    to = forms.ChoiceField(
        label=_("Người nhận"),
        help_text=_("Giữ vị trí cùng vai trò trong đơn vị."),
        error_messages={"required": _("Chọn người nhận")},
    )
    reason = forms.CharField(
        label=_("Lý do, số quyết định"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Nhập lý do hoặc số quyết định.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("who", [(key, f"{row.user}, {row.seat.title}") for key, row in self.sitting.items()])
        self.offer("to", [(key, str(person)) for key, person in self.people.items()])

    def given(self) -> dict[str, Any]:
        """The service's arguments."""
        row = self.sitting[self.cleaned_data["who"]]
        return {
            "from_user": row.user,
            "to": self.people[self.cleaned_data["to"]],
            "agency_id": row.seat.agency_id,
            "role": row.seat.role,
            "reason": self.cleaned_data["reason"],
        }


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time.min, clock.VIETNAM)
