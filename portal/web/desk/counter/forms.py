"""What the counter asks before the e-form: who stands there, for whom, what for."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.identity_qr import sex_of, year_of
from common import clock
from common.errors import DomainError
from common.uploads import BadUpload
from dossiers.counter import Offered
from dossiers.models import CounterFiling
from dossiers.services.counter import PARTS, Said
from dossiers.services.uploads import Upload, keep
from portal.web.citizen.wizard.cases import case_field
from procedures.models import Offering, ProcedureVersion

COMPANY = ("tax_code", "name", "address")
BEHALF = ("full_name", "identity_number", "paper")
_TAX_CODE = re.compile(r"\d{10}(-\d{3})?")
_DAY = re.compile(r"(\d{1,2})\D?(\d{1,2})\D?(\d{4})")


def _box(label: Any, *, wide: int = 0, required: Any = "", **attrs: str) -> forms.CharField:
    attrs = {"autocomplete": "off", "spellcheck": "false", **attrs, **({"class": f"govuk-input--width-{wide}"} if wide else {})}
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=300,
        error_messages={"required": required} if required else {},
        widget=forms.TextInput(attrs=attrs),
    )


class DayText(forms.CharField):
    """A birth date in one box: 20/11/1992 or 20111992; given on as ISO."""

    def prepare_value(self, value: Any) -> Any:
        try:
            return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
        except ValueError:
            return value

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        return self.kept(typed, strict=True)

    @staticmethod
    def kept(typed: str, *, strict: bool = False) -> str:
        """The day as ISO, or what was typed where it is none; raises ``ValidationError`` for that when ``strict``."""
        typed = typed.strip()
        found = _DAY.fullmatch(typed)
        try:
            day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(typed)
        except ValueError:
            day = None
        if day and date(1900, 1, 1) <= day <= clock.today():
            return day.isoformat()
        if typed and strict:
            raise forms.ValidationError(gettext("Nhập ngày sinh theo dạng ngày/tháng/năm, ví dụ 20/11/1992"))
        return typed


class WhoForm(forms.Form):
    """The person, the organisation they file for, whoever stands there in their place, and the procedure."""

    identity_number = _box(_("Số định danh"), wide=20, inputmode="numeric")
    full_name = _box(_("Họ, chữ đệm và tên"), required=_("Nhập họ, chữ đệm và tên"))
    birth_date = DayText(
        label=_("Ngày sinh"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
    )
    sex = forms.ChoiceField(label=_("Giới tính"), required=False, choices=[("", ""), ("nam", _("Nam")), ("nu", _("Nữ"))])
    address = _box(_("Nơi cư trú"))
    phone = _box(_("Số điện thoại"), wide=20, inputmode="tel")
    tax_code = _box(_("Mã số thuế"), wide=20, inputmode="numeric")
    name = _box(_("Tên tổ chức"))
    company_address = _box(_("Địa chỉ trụ sở"))
    behalf_full_name = _box(_("Họ tên người đứng tại quầy"))
    behalf_identity_number = _box(_("Số định danh của họ"), wide=20, inputmode="numeric")
    behalf_paper = _box(_("Giấy ủy quyền: số, ngày"))
    behalf_file = forms.FileField(
        label=_("Bản quét giấy ủy quyền"), required=False, widget=forms.FileInput(attrs={"class": "govuk-file-upload"})
    )

    def __init__(self, data: Any = None, files: Any = None, *, filing: CounterFiling, checked: bool = False) -> None:
        self.filing = filing
        shown = self.kept(filing)
        super().__init__(shown if checked else data, files, initial=shown, use_required_attribute=False)
        self.fields["behalf_file"].widget.is_required = False

    @staticmethod
    def kept(filing: CounterFiling) -> dict[str, Any]:
        """A reception as this form's values."""
        company, behalf = filing.company or {}, filing.behalf or {}
        found = {name: filing.who.get(name, "") for name in PARTS}
        found |= {"tax_code": company.get("tax_code", ""), "name": company.get("name", "")}
        found |= {"company_address": company.get("address", "")}
        return found | {f"behalf_{name}": behalf.get(name, "") for name in BEHALF}

    def said(self) -> Said:
        """What was typed, right or wrong: kept before it is judged."""
        data = self.data

        def text(name: str) -> str:
            return str(data.get(name, "")).strip()

        who = {name: text(name) for name in PARTS}
        who["birth_date"] = DayText.kept(who["birth_date"])
        who["identity_number"] = re.sub(r"[\s.]", "", who["identity_number"])
        who["old_number"] = self.filing.who.get("old_number", "")
        company = {"tax_code": text("tax_code"), "name": text("name"), "address": text("company_address")}
        behalf = {name: text(f"behalf_{name}") for name in BEHALF}
        upload = self._upload()
        return Said(who, company if any(company.values()) else None, behalf if any(behalf.values()) or upload else None, upload)

    def _upload(self) -> Upload | None:
        """The authorisation's scan; one that cannot be taken is said beside its box (``refused``)."""
        self.refused = ""
        file = self.files.get("behalf_file") if self.files else None
        if file is None:
            return None
        try:
            return keep("", file.name or "", file.read())
        except BadUpload as refusal:
            self.refused = str(refusal.message)
            return None

    def clean_identity_number(self) -> str:
        return _checked(rules.identity_number, self.cleaned_data["identity_number"])

    def clean_phone(self) -> str:
        return _checked(rules.phone, self.cleaned_data["phone"])

    def clean_behalf_identity_number(self) -> str:
        return _checked(rules.identity_number, self.cleaned_data["behalf_identity_number"])

    def clean_tax_code(self) -> str:
        code = str(self.cleaned_data["tax_code"])
        if code and not _TAX_CODE.fullmatch(code):
            raise forms.ValidationError(gettext("Mã số thuế gồm 10 chữ số, đơn vị phụ thuộc thêm 3 chữ số sau dấu gạch"))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        named = cleaned.get("name") or cleaned.get("company_address")
        if named and not cleaned.get("tax_code") and "tax_code" not in self.errors:
            self.add_error("tax_code", gettext("Nhập mã số thuế"))
        if cleaned.get("tax_code") and not cleaned.get("name"):
            self.add_error("name", gettext("Nhập tên tổ chức"))
        told = [name for name in BEHALF if cleaned.get(f"behalf_{name}")]
        if told and "full_name" not in told:
            self.add_error("behalf_full_name", gettext("Nhập họ tên người đứng tại quầy"))
        if told and "paper" not in told:
            self.add_error("behalf_paper", gettext("Nhập số, ngày của giấy ủy quyền"))
        return cleaned


def doubts(filing: CounterFiling) -> list[str]:
    """What the identity number says otherwise: a slip of the keyboard, or somebody else's card; never a bar."""
    number, born, sex = (str(filing.who.get(name) or "") for name in ("identity_number", "birth_date", "sex"))
    year = year_of(number)
    found = []
    if year and born[:4].isdecimal() and int(born[:4]) != year:
        found.append(gettext("Năm sinh khác với số định danh (%(year)s). Xem lại thẻ.") % {"year": year})
    if sex and sex_of(number) not in ("", sex):
        found.append(gettext("Giới tính khác với số định danh. Xem lại thẻ."))
    return found


def _checked(rule: Any, value: str) -> str:
    try:
        return rule(value) if value else ""
    except DomainError as error:
        raise forms.ValidationError(str(error.message)) from error


class WhatForm(forms.Form):
    """The procedure; its case and the agency that handles it where there are several to choose from."""

    procedure = forms.ChoiceField(
        label=_("Thủ tục"),
        help_text=_("Gõ mã, vài chữ của tên hay chữ cái đầu, ví dụ khai sinh, 001193, dkks"),
        error_messages={"required": _("Chọn thủ tục"), "invalid_choice": _("Chọn một thủ tục trong danh sách")},
        widget=forms.Select(attrs={"data-pick": "first"}),
    )

    def __init__(
        self,
        *args: Any,
        offered: Sequence[Offered],
        version: ProcedureVersion | None = None,
        places: Sequence[Offering] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        procedure: Any = self.fields["procedure"]
        procedure.widget = Finding(attrs={"data-pick": "first"}, words={one.code: one.initials for one in offered})
        procedure.choices = [("", gettext("Chưa chọn")), *((one.code, f"{one.name}, {one.code}") for one in offered)]
        if version is not None and (asked := case_field(version)):
            asked.label = gettext("Trường hợp")
            self.fields["case"] = asked
        if len(places) > 1:
            self.fields["offering"] = forms.ChoiceField(
                label=gettext("Cơ quan giải quyết"),
                choices=[("", gettext("Chưa chọn")), *((str(row.pk), row.handling.name) for row in places)],
                widget=forms.Select(attrs={"data-pick": "first"}),
                error_messages={"required": gettext("Chọn cơ quan giải quyết")},
            )


class Finding(forms.Select):
    """A list whose entries are found by more words than they show; ``words``: value → initials."""

    def __init__(self, *args: Any, words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        code = str(value)
        if code in self.words:
            option["attrs"]["data-find"] = f"{self.words[code]} {code.replace('.', '')}"
        return option
