"""The handler's drafts of the results, and a result that is brought in instead (ADR 0045)."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, cast

from django import forms
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import tidy
from dossiers import certifying, printing, results
from dossiers.models import IssuedResult
from dossiers.services import bring_result
from dossiers.services.uploads import Upload
from portal.web.desk.dossier.dates import RegisterDate
from portal.web.desk.dossier.forms import CARRIED, ActForm
from portal.web.ops.dates import DayField
from vault import uploaded
from vault.brought import Brought
from vault.results import template as vault_template

INSTEAD = "thay-tep"
"""The box that says: draft it after all, in the place of the file that was brought in."""


@dataclass(frozen=True)
class Sheet:
    """One result of several on the handler's sheet: what it is, for whom, how many copies, and its fields."""

    number: int
    title: str
    subject: str
    copies: int
    fields: tuple[forms.BoundField, ...]


class ResultForm(ActForm):
    """The handler's drafts: each result's template fields, filled from the submitted answers at first, all on one sheet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = printing.result_facts(self.dossier)
        self.asked = results.of(self.dossier, self.loaded)
        there = list(self.dossier.results.all())
        kept = {result.result_key: result.values for result in there}
        self.brought = frozenset(one.result_key for one in there if one.brought and one.state != IssuedResult.State.ISSUED)
        self.start = {item.key: kept.get(item.key) or results.first_values(item, self.facts) for item in self.asked}
        for item in self.asked:
            self._ask(item)
            if item.key in self.brought:
                self._keep_file(item)

    def _keep_file(self, item: results.Asked) -> None:
        """A result that was brought in stays what it is unless the handler says so; only then are its fields asked for."""
        for field in self._editable(item):
            self.fields[self._name(item, field["key"])].required = bool(self.data.get(self._name(item, INSTEAD)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self._drafted(cleaned):
            first = next(item for item in self.asked)
            self.add_error(self._name(first, INSTEAD), _("Chọn soạn theo mẫu thay cho tệp, hoặc bấm Hủy để giữ tệp đã đưa vào."))
        return cleaned

    def _drafted(self, typed: dict[str, Any]) -> list[results.Asked]:
        return [item for item in self.asked if item.key not in self.brought or typed.get(self._name(item, INSTEAD))]

    @property
    def several(self) -> bool:
        """Whether the dossier asks for more than one result."""
        return len(self.asked) > 1

    def _name(self, item: results.Asked, key: str) -> str:
        # Field names may hold dots, which HTML allows and Django passes through unchanged.
        return f"{item.position}-{key}" if self.several else key

    def _editable(self, item: results.Asked) -> list[dict[str, Any]]:
        return [field for field in item.entry["fields"] if field.get("kind") != results.FIXED]

    def _ask(self, item: results.Asked) -> None:
        needed = vault_template(item.entry["template"]).required
        if item.key in self.brought:
            self.fields[self._name(item, INSTEAD)] = forms.BooleanField(
                label=_("Bỏ tệp đã đưa vào, dùng bản soạn theo mẫu dưới đây"), required=False
            )
        for field in self._editable(item):
            missing = _("Nhập mục “%(label)s”.") % {"label": field["label"]}
            if self.several:
                missing = _("Kết quả %(number)s: nhập mục “%(label)s”.") % {"number": item.position, "label": field["label"]}
            if field.get("kind") == results.SCAN:
                self.fields[self._name(item, field["key"])] = self._scan(item, field)
                continue
            kind = RegisterDate if field.get("kind") == "date" else forms.CharField
            self.fields[self._name(item, field["key"])] = kind(
                label=field["label"],
                required=field["key"] in needed,
                widget=forms.Textarea(attrs={"rows": 3}) if field.get("kind") == "textarea" else forms.TextInput(),
                initial=self.start[item.key].get(field["key"], ""),
                error_messages={"required": missing},
            )

    def _scan(self, item: results.Asked, field: dict[str, Any]) -> forms.ChoiceField:
        """Which paper scanned at the desk this copy is made of; the first scan for the first copy, as they mostly come."""
        there = certifying.scanned(self.dossier)
        choices = [(str(paper.file), certifying.name_of(paper, n)) for n, paper in enumerate(there, start=1)]
        row = item.row or 0
        first = choices[row][0] if row < len(choices) else ""
        return forms.ChoiceField(
            label=field["label"],
            choices=[("", _("Chọn bản quét")), *choices],
            initial=self.start[item.key].get(field["key"]) or first,
            help_text="" if there else _("Chưa có bản quét. Mở hồ sơ, chọn “Quét thêm giấy tờ vào hồ sơ” để quét bản chính."),
            error_messages={"required": _("Chọn bản quét của bản chính.")},
        )

    def sheets(self) -> list[Sheet]:
        """The results one below the other; nothing where there is only one, whose fields are the form."""
        return [self._sheet(item) for item in self.asked] if self.several else []

    def _sheet(self, item: results.Asked) -> Sheet:
        start = self.start[item.key]
        return Sheet(
            item.position,
            results.title(item, start, self.facts),
            results.subject(item, start),
            results.copies(item, self.facts),
            tuple(self[name] for name in self._names(item)),
        )

    def _names(self, item: results.Asked) -> list[str]:
        names = [self._name(item, field["key"]) for field in self._editable(item)]
        return [self._name(item, INSTEAD), *names] if item.key in self.brought else names

    def given(self) -> dict[str, Any]:
        typed = super().given()
        drafts = {
            item.key: {field["key"]: typed[self._name(item, field["key"])] for field in self._editable(item)}
            for item in self._drafted(typed)
        }
        return {"drafts": drafts, **{name: value for name, value in typed.items() if name in CARRIED}}


WAYS = {
    Brought.UPLOADED: _("Văn bản lập bằng phần mềm khác hoặc bản giấy quét lại: lãnh đạo ký số, văn thư đóng dấu tại đây"),
    Brought.RECEIVED: _("Kết quả cơ quan khác đã cấp và ký số: giữ nguyên số, ngày, chữ ký; lãnh đạo xác nhận, không ký đè"),
}
_SALT, _KEPT = "desk.bring-result", 20 * 3600  # seconds; a file without a row is swept after a day


class BringForm(ActForm):
    """A result brought in as a PDF. A sound file is held, so that a mistake elsewhere does not ask for it again."""

    key = forms.ChoiceField(label=_("Kết quả"), error_messages={"required": _("Chọn kết quả.")})
    way = forms.ChoiceField(
        label=_("Kết quả này từ đâu"), widget=forms.RadioSelect, error_messages={"required": _("Chọn kết quả này từ đâu.")}
    )
    file = forms.FileField(
        label=_("Tệp kết quả"),
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": _("Chọn tệp kết quả."), "empty": _("Tệp này không có nội dung.")},
    )
    made_by = forms.CharField(
        label=_("Cơ quan cấp hoặc nơi lập"),
        help_text=_("Tên cơ quan đã cấp và ký số, hoặc nơi lập văn bản, ví dụ: Hệ thống đăng ký hộ kinh doanh, bản giấy."),
        max_length=250,
        error_messages={"required": _("Nhập cơ quan đã cấp và ký kết quả, hoặc nơi lập văn bản.")},
    )
    number = forms.CharField(
        label=_("Số, ký hiệu ghi trên kết quả"),
        error_messages={"required": _("Nhập số, ký hiệu ghi trên kết quả.")},
        help_text=_(
            "Kết quả của cơ quan khác phải có số và ngày. Văn bản lập ở nơi khác chưa có số thì để trống cả hai: văn thư cấp số."
        ),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    issued_on = DayField(label=_("Ngày ghi trên kết quả"), required=False, required_message=_("Nhập ngày ghi trên kết quả."))
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = printing.result_facts(self.dossier)
        self.items = {item.key: item for item in results.of(self.dossier, self.loaded) if results.may_be_brought(item)}
        names = [(key, results.title(item, results.first_values(item, facts), facts)) for key, item in self.items.items()]
        self._offer("key", names)
        ways = {way for item in self.items.values() for way in results.may_be_brought(item)}
        self._offer("way", [(way, words) for way, words in WAYS.items() if way in ways])
        if len(names) == 1:
            self.fields["key"].widget = forms.HiddenInput()
            self.initial.setdefault("key", names[0][0])
        if len(ways) == 1:
            self.initial.setdefault("way", *ways)
        if not self.is_bound:
            self._as_it_is()
        held = _opened(self["held"].value())
        self.fields["file"].required = held is None
        if ways == {Brought.RECEIVED}:
            self.fields["number"].required = self.fields["issued_on"].required = True
        self._tell_held(held)

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    def _as_it_is(self) -> None:
        """What was brought before, to be mended without choosing the file again."""
        row = self.dossier.results.select_related("file").filter(result_key__in=self.items, file__isnull=False).first()
        if row is None or row.state == IssuedResult.State.ISSUED:
            return
        there = Upload("", gettext("tệp đã đưa vào"), row.file_id, row.clean_id, 0, row.file.size, signatures=row.signatures)
        said = {"way": row.brought, "made_by": row.made_by, "number": row.own_number, "issued_on": row.own_date}
        self.initial |= {"key": row.result_key, "held": _sealed(there), **said}

    def _tell_held(self, held: Upload | None) -> None:
        """Under the file's box: which file is held, and who signed it."""
        plain = gettext("Tệp PDF, nhỏ hơn 10 MB, không có mật khẩu.")
        if held is None:
            self["file"].help_text = plain
            return
        said = " ".join(one.text for one in uploaded.told(held.signatures))
        kept = gettext("Đang giữ: %(name)s. Chỉ chọn tệp khác khi muốn thay.") % {"name": held.name}
        self["file"].help_text = f"{kept} {said}".strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        way, given, held = cleaned.get("way", ""), cleaned.get("file"), _opened(cleaned.get("held", ""))
        try:
            if given is not None:
                held = None  # whatever becomes of this file, the one before is not what is meant now
                held = bring_result.judged(given.name or "", given.read())
            if held is not None:
                bring_result.must_suit(held, way)
        except DomainError as refusal:
            self.add_error("file", refusal.message)
        cleaned["upload"] = held
        self.data = self.data.copy()
        self.data[self.add_prefix("held")] = _sealed(held) if held else ""
        self._tell_held(held)
        self._judge_words(cleaned)
        return cleaned

    def _judge_words(self, cleaned: dict[str, Any]) -> None:
        item = self.items.get(cleaned.get("key", ""))
        if item is None or "way" in self.errors:
            return
        for name, why in bring_result.wrong(self.dossier, item, self._said(cleaned)).items():
            if name not in self.errors:
                self.add_error(name, why)

    def _said(self, typed: dict[str, Any]) -> bring_result.Said:
        made_by, number = tidy(typed.get("made_by") or ""), tidy(typed.get("number") or "")
        return bring_result.Said(typed["way"], made_by, number, typed.get("issued_on"))

    def given(self) -> dict[str, Any]:
        typed = super().given()
        carried = {name: value for name, value in typed.items() if name in CARRIED}
        return {"key": typed["key"], "said": self._said(typed), "upload": typed["upload"], **carried}


def _sealed(upload: Upload) -> str:
    """A judged and stored file as a signed text that the page carries."""
    row = asdict(upload) | {"blob_id": str(upload.blob_id), "rendition_id": upload.rendition_id and str(upload.rendition_id)}
    return signing.dumps(row, salt=_SALT, compress=True)


def _opened(text: str | None) -> Upload | None:
    """The file that a page carried; None without one, or after so long that its bytes may be gone."""
    try:
        row = signing.loads(text or "", salt=_SALT, max_age=_KEPT)
    except signing.BadSignature:
        return None
    ids = {name: row[name] and uuid.UUID(row[name]) for name in ("blob_id", "rendition_id")}
    return Upload(**(row | ids))
