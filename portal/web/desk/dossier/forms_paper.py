"""What handing over results and keeping originals ask of the official; the rules stay in the services."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import clock
from dossiers.models import HandOver, Original
from dossiers.services.collectors import collector_of
from dossiers.services.originals import Paper
from portal.web.desk.dossier.forms import ActForm
from portal.web.desk.dossier.forms_time import SHORT, TimeForm, reason_field

MOST_ORIGINALS = 5


class HandOverForm(ActForm):
    """Hand over: how, and who took it, looked at against their card."""

    way = forms.ChoiceField(
        label=_("Cách trả"),
        choices=[(HandOver.Way.ONLINE, _("Trực tuyến: kết quả đã ở kho giấy tờ")), (HandOver.Way.COUNTER, _("Tại quầy"))],
        initial=HandOver.Way.ONLINE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cách trả kết quả.")},
    )
    recipient = forms.CharField(
        label=_("Người nhận tại quầy"),
        help_text=_("Khi trả tại quầy: họ tên đã đối chiếu với giấy tờ."),
        required=False,
        max_length=250,
    )
    identity_number = forms.CharField(
        label=_("Số định danh người nhận"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-20"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collector = collector_of(self.dossier)
        self.held = list(self.dossier.originals.filter(returned_at__isnull=True))
        self.fields["recipient"].needed_when = HandOver.Way.COUNTER
        self.parcel = self.dossier.hand_overs.filter(ended_at__isnull=True).first()
        if self.parcel is not None:
            for name in ("way", "recipient", "identity_number"):
                del self.fields[name]

    def told(self) -> Iterator[str]:
        """Who may collect, what must go back with the result, which parcel is under way."""
        if self.parcel is not None:
            yield gettext("Đã gửi bưu chính, mã vận đơn %(code)s. Xác nhận khi bưu chính báo đã phát.") % {
                "code": self.parcel.tracking_code
            }
        if self.collector is not None:
            said = {"name": self.collector.name, "tail": self.collector.identity_number[-4:], "until": self.collector.until}
            yield gettext("Người nộp cử %(name)s nhận thay, số định danh có 4 số cuối %(tail)s, đến hết %(until)s.") % (
                said | {"until": clock.long_date(self.collector.until)}
            )
        if self.held:
            names = ", ".join(row.name for row in self.held)
            yield gettext("Còn giữ bản chính: %(names)s. Trả lại và ghi ở việc “Trả bản chính”.") % {"names": names}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("way") == HandOver.Way.COUNTER and not cleaned.get("recipient", "").strip():
            self.add_error("recipient", _("Nhập tên người nhận kết quả."))
        return cleaned


class PostForm(TimeForm):
    """Send by the public post."""

    tracking_code = forms.CharField(
        label=_("Mã vận đơn"), max_length=40, error_messages={"required": _("Nhập mã vận đơn của bưu chính.")}
    )
    recipient = forms.CharField(label=_("Người nhận"), max_length=250, required=False)
    address = forms.CharField(label=_("Địa chỉ nhận"), max_length=400, error_messages={"required": _("Nhập địa chỉ nhận.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"recipient": self.dossier.owner_name, "address": self.dossier.owner_address or ""}


class PostReturnedForm(TimeForm):
    """The post brought it back."""

    reason = reason_field(_("Lý do bưu chính trả lại"), _("Nhập lý do bưu chính trả lại."))


class TakeOriginalsForm(TimeForm):
    """Write down originals: those of the procedure's papers, and any other by name, up to a few a time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = [(paper["key"], paper["name"]) for paper in self.loaded.content.get("papers", ())]
        self.fields["papers"] = forms.MultipleChoiceField(
            label=_("Bản chính nhận"), choices=self.known, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["others"] = forms.CharField(
            label=_("Giấy tờ khác"), help_text=_("Mỗi dòng một giấy tờ."), required=False, widget=SHORT, max_length=1500
        )
        self.fields["place"] = forms.CharField(
            label=_("Chỗ để"), help_text=_("Ví dụ: tủ 3, ngăn 2"), required=False, max_length=150
        )
        self.fields["goes_back"] = forms.ChoiceField(
            label=_("Khi nào trả lại"),
            choices=Original.GoesBack.choices,
            initial=Original.GoesBack.WITH_RESULT,
            widget=forms.RadioSelect,
        )

    def _named(self) -> list[tuple[str, str]]:
        names = dict(self.known)
        picked = [(key, names[key]) for key in self.cleaned_data.get("papers", ())]
        lines = self.cleaned_data.get("others", "").splitlines()
        return picked + [("", line.strip()[:300]) for line in lines if line.strip()][:MOST_ORIGINALS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self._named():
            self.add_error("papers", _("Chọn hoặc nhập ít nhất một bản chính."))
        return cleaned

    def given(self) -> dict[str, Any]:
        place, back = self.cleaned_data["place"], self.cleaned_data["goes_back"]
        return {"papers": [Paper(name, key, place=place, goes_back=back) for key, name in self._named()]}


class HeldForm(TimeForm):
    """Which of the originals that are still held."""

    originals = forms.TypedMultipleChoiceField(
        label=_("Bản chính"),
        coerce=uuid.UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một bản chính.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(self.dossier.originals.filter(returned_at__isnull=True).select_related("agency"))
        self.fields["originals"].choices = [(str(row.pk), _where(row)) for row in rows]
        self.initial["originals"] = [str(row.pk) for row in rows]


def _where(row: Original) -> str:
    lies = f"{row.agency.name}, {row.place}" if row.place else row.agency.name
    return gettext("%(name)s, đang ở %(lies)s") % {"name": row.name, "lies": lies}


class MoveOriginalsForm(HeldForm):
    """They lie with us now."""

    place = forms.CharField(label=_("Chỗ để mới"), help_text=_("Ở đơn vị của bạn, ví dụ: tủ 3, ngăn 2"), max_length=150)
    place.error_messages["required"] = _("Nhập chỗ để mới.")


class ReturnOriginalsForm(HeldForm):
    """They go back to somebody."""

    returned_to = forms.CharField(
        label=_("Trả cho"), max_length=250, error_messages={"required": _("Nhập tên người nhận lại bản chính.")}
    )
