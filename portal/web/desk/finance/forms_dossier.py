"""What the page about a dossier's money asks of the official; one form an act, each with what was seen."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from common import clock
from common.money import vnd
from payments.models import FeeLine, Kind
from portal.web.ops.dates import DayField

ROWS = 5
USUAL = (_("Thuế thu nhập cá nhân"), _("Lệ phí trước bạ nhà, đất"), _("Tiền sử dụng đất"))
_GROUPED = re.compile(r"^\d{1,3}([. ]\d{3})+$")


@dataclass(frozen=True)
class Line:
    """One line of a demand as it was typed; ``amount`` in đồng."""

    code: str
    name: str
    kind: str
    amount: int
    basis: str
    explanation: str = ""


class DongField(forms.IntegerField):
    """Đồng as people write them: 62500000, 62.500.000 or 62 500 000."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}))
        wrong = {"invalid": _("Nhập số tiền bằng chữ số, ví dụ 62.500.000"), "required": _("Nhập số tiền")}
        kwargs["error_messages"] = wrong | kwargs.get("error_messages", {})
        super().__init__(min_value=kwargs.pop("min_value", 0), max_value=10**13, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """Grouped thousands are joined; anything else must be digits."""
        text = str(value or "").strip()
        return super().to_python(re.sub(r"[. ]", "", text) if _GROUPED.match(text) else text)


class SeenForm(forms.Form):
    """Which act, and the version of the dossier that the official looked at."""

    act = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    button = ""
    KEY = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given = args[0] if args else kwargs.get("initial", {})
        # Several such forms stand on one page: each box has a name of its own for its label.
        kwargs.setdefault("auto_id", f"{self.KEY}-{str(given.get('one', ''))[-6:]}-%s")
        super().__init__(*args, **kwargs)
        self.fields["act"].initial = self.KEY


def _until(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), clock.VIETNAM)


class NoticeForm(SeenForm):
    """A notice of the tax or land authority: its head, its lines, its file."""

    KEY, button = "enter", _("Nhập thông báo")
    number = forms.CharField(label=_("Số thông báo"), max_length=60, error_messages={"required": _("Nhập số thông báo")})
    issued_on = DayField(label=_("Ngày thông báo"), required_message=_("Nhập ngày thông báo"))
    issuer = forms.CharField(
        label=_("Cơ quan ra thông báo"), max_length=250, error_messages={"required": _("Nhập cơ quan ra thông báo")}
    )
    until = DayField(label=_("Hạn nộp"), required_message=_("Nhập hạn nộp ghi trên thông báo"))
    account = forms.CharField(
        label=_("Tài khoản thu, kho bạc"), help_text=_("Như ghi trên thông báo. Có thể để trống."), max_length=100, required=False
    )
    file = forms.FileField(
        label=_("Tệp thông báo"),
        help_text=_("PDF hoặc ảnh, nhỏ hơn 10 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
        error_messages={"required": _("Chọn tệp thông báo"), "empty": _("Tệp này không có nội dung")},
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].initial = seat.agency.name
        for number in range(ROWS):
            usual = USUAL[number] if number < len(USUAL) else ""
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Khoản %(number)s") % {"number": number + 1}, max_length=250, required=False, initial=usual
            )
            self.fields[f"amount_{number}"] = DongField(label=_("Số tiền"), required=False)
        self.order_fields(["number", "issued_on", "issuer"])

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The boxes of the lines, name and amount."""
        return [(self[f"name_{number}"], self[f"amount_{number}"]) for number in range(ROWS)]

    @property
    def head(self) -> list[forms.BoundField]:
        """The boxes before the lines."""
        return [self[name] for name in ("number", "issued_on", "issuer")]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The boxes after the lines."""
        return [self[name] for name in ("until", "account", "file")]

    def clean(self) -> dict[str, Any]:
        """At least one line with an amount, none without a name."""
        data = super().clean() or {}
        for number in range(ROWS):
            if data.get(f"amount_{number}") and not data.get(f"name_{number}"):
                self.add_error(f"name_{number}", gettext("Nhập tên khoản phải nộp"))
        if not self.errors and not self.lines:
            self.add_error("amount_0", gettext("Nhập số tiền của ít nhất một khoản"))
        return data

    @property
    def lines(self) -> list[Line]:
        """What is asked for; rows without an amount are left out."""
        data, said = self.cleaned_data, f"{self.cleaned_data.get('number', '')}"
        rows = ((data.get(f"name_{n}") or "", data.get(f"amount_{n}") or 0, n) for n in range(ROWS))
        basis = gettext("Thông báo số %(number)s") % {"number": said}
        return [Line(f"nv-{n + 1}", name, Kind.BUDGET, amount, basis) for name, amount, n in rows if amount]

    @property
    def deadline(self) -> datetime:
        """The last moment of the day that was typed."""
        return _until(self.cleaned_data["until"])


class FurtherFeeForm(SeenForm):
    """A phí or lệ phí that arose while the dossier is handled."""

    KEY, button = "ask", _("Yêu cầu nộp")
    name = forms.CharField(label=_("Tên khoản thu"), max_length=250, error_messages={"required": _("Nhập tên khoản thu")})
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[(one.value, one.label) for one in (Kind.PHI, Kind.LE_PHI)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn phí hoặc lệ phí")},
    )
    amount = DongField(label=_("Số tiền"), min_value=1)
    basis = forms.CharField(
        label=_("Căn cứ thu"), max_length=300, error_messages={"required": _("Nhập văn bản quy định khoản thu này")}
    )
    until = DayField(label=_("Hạn nộp"), required_message=_("Nhập hạn nộp"))

    @property
    def lines(self) -> list[Line]:
        """The one line."""
        data = self.cleaned_data
        return [Line("thu-them", data["name"], data["kind"], data["amount"], data["basis"])]

    @property
    def deadline(self) -> datetime:
        """The last moment of the day that was typed."""
        return _until(self.cleaned_data["until"])


class OneForm(SeenForm):
    """An act on one voucher, exemption or fee, which ``one`` names."""

    one = forms.UUIDField(widget=forms.HiddenInput)


class ConfirmForm(OneForm):
    """A voucher is what it says."""

    KEY, button = "confirm", _("Xác nhận đã nộp")


class RejectForm(OneForm):
    """A paper proves nothing, and why."""

    KEY, button = "reject", _("Không chấp nhận")
    note = forms.CharField(
        label=_("Lý do không chấp nhận"),
        help_text=_("Người nộp đọc được câu này"),
        max_length=400,
        error_messages={"required": _("Nhập lý do để người nộp biết phải gửi lại gì")},
    )


class ExemptForm(OneForm):
    """What is taken off each line, and by which rule."""

    KEY, button = "exempt", _("Xác nhận miễn, giảm")
    basis = forms.CharField(
        label=_("Căn cứ miễn, giảm"), max_length=300, error_messages={"required": _("Nhập văn bản quy định miễn, giảm")}
    )

    def __init__(self, *args: Any, lines: list[FeeLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.positions = [line.position for line in lines]
        for line in lines:
            label = _("%(name)s: giảm bao nhiêu") % {"name": line.name}
            told = _("Phải nộp %(amount)s. Để trống: không giảm.") % {"amount": vnd(line.amount)}
            self.fields[f"cut_{line.position}"] = DongField(label=label, help_text=told, required=False)
        self.order_fields([*(f"cut_{position}" for position in self.positions), "basis"])

    @property
    def cuts(self) -> dict[int, int]:
        """Đồng taken off, by the line's position."""
        found = {position: self.cleaned_data.get(f"cut_{position}") or 0 for position in self.positions}
        return {position: amount for position, amount in found.items() if amount}


class CashForm(OneForm):
    """Cash for the whole demand."""

    KEY, button = "cash", _("Thu tiền mặt")
    received = DongField(label=_("Tiền khách đưa"), min_value=1)


class CardForm(OneForm):
    """A card at the counter's own terminal."""

    KEY, button = "card", _("Thu bằng thẻ")
    slip = forms.CharField(
        label=_("Số hóa đơn máy thẻ"), max_length=40, error_messages={"required": _("Nhập số hóa đơn mà máy thẻ in ra")}
    )


class WithdrawForm(OneForm):
    """A demand that was wrong, and why."""

    KEY, button = "withdraw", _("Hủy khoản phải nộp này")
    reason = forms.CharField(
        label=_("Lý do hủy"),
        help_text=_("Người nộp đọc được câu này. Khoản đã hủy vẫn còn trong sổ; thông báo đúng được nhập thành khoản mới."),
        max_length=300,
        error_messages={"required": _("Nhập lý do hủy, ví dụ: thông báo ghi sai diện tích")},
    )
