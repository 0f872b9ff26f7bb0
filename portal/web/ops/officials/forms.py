"""Forms of the officials' pages."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from portal.web.account.forms import name_field


class OfficialForm(forms.Form):
    """A new official's account."""

    full_name = name_field()
    email = forms.EmailField(
        label=_("Thư điện tử công vụ"),
        error_messages={"required": _("Nhập thư điện tử công vụ"), "invalid": _("Nhập thư điện tử theo dạng ten@noi-gui.vn")},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ReasonForm(forms.Form):
    """An act with its reason."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Số quyết định hoặc lý do, được ghi vào nhật ký."),
        error_messages={"required": _("Nhập lý do hoặc số quyết định"), "max_length": _("Lý do dài nhất 300 ký tự")},
    )


class AssignForm(ReasonForm):
    """One of the seats that the search found, and the reason for giving it."""

    seat = forms.ModelChoiceField(
        label=_("Vị trí"),
        queryset=Seat.objects.none(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn vị trí"), "invalid_choice": _("Chọn vị trí trong danh sách")},
    )
    field_order = ["seat", "reason"]

    def __init__(self, *args: Any, offered: Sequence[Seat] = (), **kwargs: Any) -> None:
        """``offered`` are the seats to draw, each with its holders in ``current``; any seat in use is accepted."""
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["seat"])
        field.queryset = Seat.objects.filter(active=True).select_related("agency")
        field.choices = [(row.pk, _offer(row)) for row in offered]


def _offer(row: Any) -> str:
    held = ", ".join(str(held.user) for held in row.current) or gettext("đang trống")
    return f"{row.title}, {row.agency.name} ({held})"
