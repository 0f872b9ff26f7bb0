"""The boxes of rows that stand within a page, and the lists that they make."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.web.publisher.editor import listed
from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.groups import Group, Rows, as_texts, from_texts
from portal.web.publisher.editor.kinds import JsonField, LineField, PickField, TextField, WholeField

WIDE, SHORT = "govuk-input--width-30", "govuk-input--width-10"
PICK = ("", _("Chọn"))


class StepBoxes(Boxes):
    """One step of what a citizen goes through."""

    name = LineField(label=_("Tên bước (nếu có)"))
    text = TextField(label=_("Nội dung"), rows=3)


def _as_steps(value: Any) -> Rows:
    return [dict(one) if isinstance(one, Mapping) else {"text": str(one)} for one in value or ()]


def _from_steps(rows: Rows, before: Any) -> list[Any]:
    named = any(row.get("name") for row in rows) or any(isinstance(one, Mapping) for one in before or ())
    return rows if named else [row["text"] for row in rows if row.get("text")]


class TextBoxes(Boxes):
    """One entry that is nothing but text."""

    text = TextField(label=_("Nội dung"), rows=2)


class AgencyBoxes(Boxes):
    """A body and what it has to do with the procedure."""

    part = PickField(label=_("Vai trò"), choices=(PICK, *listed.AGENCY_PARTS))
    name = LineField(label=_("Tên cơ quan"), wide=WIDE)
    level = PickField(label=_("Cấp"), choices=(PICK, *listed.LEVELS))
    code = LineField(label=_("Mã định danh (nếu biết)"), most=40, wide=SHORT)

    def clean(self) -> dict[str, Any]:
        """A body needs its name and its part."""
        given = super().clean() or {}
        if any(given.values()) and not given.get("name"):
            self.add_error("name", _("Nhập tên cơ quan"))
        if given.get("name") and not given.get("part"):
            self.add_error("part", _("Chọn vai trò của cơ quan"))
        return given


def _as_agencies(value: Any) -> Rows:
    parts = value if isinstance(value, Mapping) else {}
    order = [key for key, _words in listed.AGENCY_PARTS]
    return [{"part": part, **one} for part in order for one in parts.get(part) or () if isinstance(one, Mapping)]


def _from_agencies(rows: Rows, before: Any) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for row in rows:
        made.setdefault(row["part"], []).append({key: value for key, value in row.items() if key != "part"})
    return made


class ReturningBoxes(Boxes):
    """One way to get the result."""

    channel = PickField(label=_("Kênh"), choices=(PICK, *listed.CHANNELS))
    text = LineField(label=_("Nhận thế nào, ở đâu"), wide=WIDE)

    def clean(self) -> dict[str, Any]:
        """Both or nothing."""
        given = super().clean() or {}
        if given.get("text") and not given.get("channel"):
            self.add_error("channel", _("Chọn kênh"))
        if given.get("channel") and not given.get("text"):
            self.add_error("text", _("Nhập cách nhận kết quả"))
        return given


class DocumentBoxes(Boxes):
    """A printed form as published."""

    name = LineField(label=_("Tên mẫu"), wide=WIDE)
    url = LineField(label=_("Địa chỉ tải (nếu có)"), most=1000, wide=WIDE)


class BasisBoxes(Boxes):
    """A legal text by its number and symbol."""

    code = LineField(label=_("Số, ký hiệu"), most=60, wide="govuk-input--width-20")
    name = LineField(label=_("Tên văn bản"), most=500)

    def clean(self) -> dict[str, Any]:
        """A text is known by its number."""
        given = super().clean() or {}
        if given.get("name") and not given.get("code"):
            self.add_error("code", _("Nhập số, ký hiệu của văn bản"))
        return given


class MethodFeeBoxes(Boxes):
    """What one way of filing costs, as it is shown."""

    kind = PickField(label=_("Loại"), choices=(PICK, *listed.METHOD_FEE_KINDS))
    amount = WholeField(label=_("Mức, đồng (để trống nếu theo nghị quyết của HĐND)"))
    text = LineField(label=_("Diễn giải"), wide=WIDE)
    basis = LineField(label=_("Căn cứ"), wide=WIDE)

    def clean(self) -> dict[str, Any]:
        """A sum needs its kind: phí and lệ phí are never on one line (domain.md §1.6)."""
        given = super().clean() or {}
        if any(value is not None for value in given.values()) and not given.get("kind"):
            self.add_error("kind", _("Chọn phí, lệ phí hay giá dịch vụ"))
        return given


class TierBoxes(Boxes):
    """One step of a price that falls or rises with the number: from which unit on, how much each. The first stands above."""

    start = WholeField(label=_("Từ đơn vị thứ"), most=10_000)
    amount = WholeField(label=_("Mức mỗi đơn vị, đồng"))

    def read(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """``above`` 2 is "from the third on"."""
        above = held.get("above")
        return {"start": above + 1 if isinstance(above, int) else None, "amount": held.get("amount")}

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """And back."""
        start, amount = self.cleaned_data.get("start"), self.cleaned_data.get("amount")
        return {} if start is None or amount is None else {"above": start - 1, "amount": amount}

    def clean(self) -> dict[str, Any]:
        """Both or nothing; the first unit is what the fee itself costs."""
        given = super().clean() or {}
        start, amount = given.get("start"), given.get("amount")
        if start is not None and start < 2 and not self.errors:
            self.add_error("start", _("Mốc bắt đầu từ đơn vị thứ 2 trở đi; đơn vị đầu tiên thu theo mức ở trên"))
        if start is not None and amount is None and "amount" not in self.errors:
            self.add_error("amount", _("Nhập mức thu từ mốc này"))
        if amount is not None and start is None and "start" not in self.errors:
            self.add_error("start", _("Nhập mốc này bắt đầu từ đơn vị thứ mấy"))
        return given


def _ascending(rows: Rows, before: Any) -> Rows:
    return sorted(rows, key=lambda row: int(row["above"]))


class ExemptionBoxes(Boxes):
    """Who does not pay. The condition has a page of its own and only travels here."""

    reason = LineField(label=_("Miễn cho ai, vì sao"), wide=WIDE)
    when = JsonField(label="")
    hidden = ("when",)


class OptionBoxes(Boxes):
    """One answer of the eligibility check, and where it leads: to another question or to an end."""

    label = LineField(label=_("Câu trả lời"), wide=WIDE)
    value = LineField(label="", most=60)
    leads = PickField(label=_("Chọn câu này thì"), choices=())
    title = LineField(label=_("Kết luận"), wide=WIDE)
    why = TextField(label=_("Vì sao"), rows=2)
    instead = TextField(label=_("Nên làm gì thay vào đó (nếu không làm được)"), rows=2)
    procedure = LineField(label=_("Mã thủ tục nên làm thay (nếu có)"), most=20, wide=SHORT)
    says = JsonField(label="")
    hidden = ("value", "says")
    ENDS = ("title", "why", "instead", "procedure")

    def offer(self, content: Mapping[str, Any]) -> None:
        """The other questions, then the two ends."""
        self.fields["leads"].choices = [PICK, *_ends(), *_questions(content)]

    def read(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """``next`` or ``result`` as one choice."""
        end = held.get("result") if isinstance(held.get("result"), Mapping) else None
        first: dict[str, Any] = {name: held.get(name) for name in ("label", "value", "says")}
        if end is not None:
            return first | {"leads": "=yes" if end.get("eligible") else "=no"} | {name: end.get(name) for name in self.ENDS}
        return first | {"leads": held.get("next")}

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """And back. An answer keeps the value that it has; a new one gets one from its words (rowforms.py)."""
        given = self.cleaned_data
        made = {name: given[name] for name in ("value", "label", "says") if given.get(name)}
        leads = given.get("leads") or ""
        if leads.startswith("="):
            end = {name: given[name] for name in self.ENDS if given.get(name)}
            made["result"] = {"eligible": leads == "=yes", **end}
        elif leads:
            made["next"] = leads
        return made if made.get("label") or leads else {}

    def clean(self) -> dict[str, Any]:
        """Every answer has words and leads somewhere; an end says what and why."""
        given = super().clean() or {}
        if not any(value for name, value in given.items() if name not in self.hidden):
            return given
        wanted = {"label": _("Nhập câu trả lời"), "leads": _("Chọn câu này dẫn tới đâu")}
        if str(given.get("leads") or "").startswith("="):
            wanted |= {"title": _("Nhập kết luận"), "why": _("Nhập lý do")}
        for name, words in wanted.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        return given


def _ends() -> Iterator[tuple[str, Any]]:
    yield "=yes", _("Kết luận: làm được")
    yield "=no", _("Kết luận: không làm được ở đây")


def _questions(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for one in content.get("eligibility") or ():
        if one.get("key"):
            yield str(one["key"]), _("Hỏi tiếp: %(question)s") % {"question": one.get("question", one["key"])}


STEPS = Group("steps", _("Các bước"), _("Bước"), StepBoxes, as_rows=_as_steps, as_value=_from_steps)
CONDITIONS = Group("conditions", _("Yêu cầu, điều kiện"), _("Điều kiện"), TextBoxes, as_rows=as_texts, as_value=from_texts)
AGENCIES = Group("agencies", _("Các cơ quan"), _("Cơ quan"), AgencyBoxes, as_rows=_as_agencies, as_value=_from_agencies)
RECEIVING = Group("receiving", _("Địa chỉ tiếp nhận"), _("Địa chỉ"), TextBoxes, as_rows=as_texts, as_value=from_texts)
RETURNING = Group("returning", _("Cách trả kết quả"), _("Cách trả"), ReturningBoxes)
DOCUMENTS = Group("documents", _("Mẫu đơn, tờ khai đã công bố"), _("Mẫu"), DocumentBoxes)
BASES = Group("legal_bases", _("Các văn bản"), _("Văn bản"), BasisBoxes)
METHOD_FEES = Group("fees", _("Phí ở kênh này"), _("Khoản"), MethodFeeBoxes)
TIERS = Group(
    "tiers",
    _("Các mốc đổi mức thu"),
    _("Mốc"),
    TierBoxes,
    as_value=_ascending,
    hint=_("Khi càng nhiều thì mức mỗi đơn vị khác đi, ví dụ từ trang thứ 3 thu 1.000 đ. Cần chọn “Nhân với”."),
)
EXEMPTIONS = Group("exemptions", _("Miễn, giảm"), _("Trường hợp miễn"), ExemptionBoxes)
OPTIONS = Group("options", _("Các câu trả lời"), _("Câu trả lời"), OptionBoxes)
