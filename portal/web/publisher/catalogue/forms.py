"""What each step of the review asks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import clock
from common.text import tidy
from portal.web.ops.dates import DayField
from procedures import sections
from procedures.models import Publication
from procedures.services.publish import Decision

ONE_LINE = {"autocomplete": "off", "spellcheck": "false"}


class StepForm(forms.Form):
    """Every step carries the revision of the draft that the person saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)


class ReturnForm(StepForm):
    """Return to the authors: why, for the whole and for each section."""

    reason = forms.CharField(
        label=_("Nhận xét chung"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
        help_text=_("Người soạn đọc đúng những lời này."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in sections.SECTIONS:
            self.fields[f"sua-{section.key}"] = forms.CharField(
                label=section.title, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
            )

    def by_section(self) -> list[forms.BoundField]:
        """The boxes of the sections."""
        return [self[f"sua-{section.key}"] for section in sections.SECTIONS]

    @property
    def wrong(self) -> Mapping[str, str]:
        """What was said of each section."""
        return {section.key: self.cleaned_data.get(f"sua-{section.key}", "") for section in sections.SECTIONS}

    def clean(self) -> dict[str, Any]:
        """At least one reason."""
        given = super().clean() or {}
        if not given.get("reason", "").strip() and not any(text.strip() for text in self.wrong.values()):
            self.add_error("reason", _("Nhập lý do để người soạn biết phải sửa gì."))
        return given

    def given(self) -> dict[str, Any]:
        """The reasons as ``return_draft`` takes them."""
        return {"seen": self.cleaned_data["seen"], "reason": self.cleaned_data["reason"], "wrong": self.wrong}


class PublishForm(StepForm):
    """Bring into force: by which decision, from when."""

    number = forms.CharField(
        label=_("Số quyết định công bố"),
        max_length=50,
        help_text=_("Ví dụ: 163/QĐ-UBND"),
        widget=forms.TextInput(attrs=ONE_LINE | {"class": "govuk-input--width-10"}),
        error_messages={"required": _("Nhập số quyết định công bố"), "max_length": _("Viết gọn trong 50 ký tự")},
    )
    day: Any = DayField(label=_("Ngày quyết định"), required_message=_("Nhập ngày của quyết định"))
    issuer = forms.CharField(
        label=_("Cơ quan ban hành quyết định"),
        max_length=60,
        widget=forms.TextInput(attrs=ONE_LINE),
        error_messages={"required": _("Nhập cơ quan ban hành"), "max_length": _("Viết gọn trong 60 ký tự")},
    )
    kind = forms.ChoiceField(label=_("Loại công bố"), choices=(), widget=forms.RadioSelect)
    effective_from: Any = DayField(
        label=_("Áp dụng từ ngày"),
        required_message=_("Nhập ngày áp dụng"),
        help_text=_("Ngày ở sau hôm nay thì hệ thống tự đổi sang bản này vào đúng ngày đó. Ví dụ 24/11/2026"),
    )

    public_on: Any = DayField(
        label=_("Đã công khai nơi khác từ ngày (nếu có)"),
        required=False,
        help_text=_("Chỉ khi nội dung này đã đăng trên Cơ sở dữ liệu quốc gia trước ngày áp dụng ở đây"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [one for one in Publication.Kind.choices if one[0] != Publication.Kind.ABOLISHED]
        self.fields["kind"].choices = kinds

    def clean_day(self) -> date:
        """A decision is not of tomorrow."""
        day: date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("Ngày quyết định phải từ hôm nay trở về trước"))
        return day

    def clean_public_on(self) -> date | None:
        """Nothing was public tomorrow."""
        day: date | None = self.cleaned_data["public_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Ngày đã công khai phải từ hôm nay trở về trước"))
        return day

    def given(self) -> dict[str, Any]:
        """The decision as ``publish_draft`` takes it."""
        given = self.cleaned_data
        number, issuer, day = tidy(given["number"]), tidy(given["issuer"]), given["day"]
        words = {"number": number, "day": f"{day.day}/{day.month}/{day.year}", "issuer": issuer}
        text = gettext("Quyết định %(number)s ngày %(day)s của %(issuer)s") % words
        decision = Decision(text, number, day, given["kind"], given["public_on"])
        return {"seen": given["seen"], "effective_from": given["effective_from"], "decision": decision}
