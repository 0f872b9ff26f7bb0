"""The rows within a step: whom it asks, its sub-dossiers, who is told when it runs late."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.web.publisher.designer.boxes import PICK, Placed, agency_boxes
from portal.web.publisher.designer.words import ROLES, SILENCES
from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.groups import Group, Rows
from portal.web.publisher.editor.kinds import JsonField, LimitField, LineField, PickField, YesField
from workflow import building


class ConsultBoxes(Placed):
    """A unit that the step may ask."""

    key = LineField()
    name = LineField(label=_("Hỏi ai"), wide="govuk-input--width-30", help_text=_("Ví dụ: Phòng Quản lý đô thị"))
    agency_kind, agency_named, agency_address, agency_competent = agency_boxes().values()
    role = PickField(label=_("Ai trả lời"), choices=tuple(ROLES.items()))
    limit = LimitField(label=_("Trả lời trong"), help_text="")
    silence = PickField(label=_("Quá hạn mà im lặng thì"), choices=tuple(SILENCES.items()))
    hidden = ("key",)

    def read(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """A new row asks somebody who handles, and waits: silence is consent only where somebody says so."""
        return super().read(held) if held else {"role": "handler", "agency_kind": "named", "silence": "wait"}

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """A row in which nobody typed is no row; one without a key gets one."""
        made = super().write(held)
        return made if self.said(made) else {}

    def said(self, given: Mapping[str, Any]) -> bool:
        """A unit with a name, a time or a key of its own."""
        return any(given.get(name) for name in ("name", "limit", "key"))

    def clean(self) -> dict[str, Any]:
        """Who is asked needs a time to answer."""
        given = super().clean() or {}
        if given.get("name") and not given.get("limit") and "limit" not in self.errors:
            self.add_error("limit", _("Nhập thời hạn trả lời, ví dụ 3 ngày làm việc"))
        return given


class ChildBoxes(Placed):
    """A sub-dossier of a chain."""

    key = LineField()
    when = JsonField()
    results = JsonField()
    answers = JsonField()
    name = LineField(label=_("Hồ sơ con làm việc gì"), wide="govuk-input--width-30")
    procedure = LineField(label=_("Mã thủ tục"), most=40, wide="govuk-input--width-10")
    agency_kind, agency_named, agency_address, agency_competent = agency_boxes().values()
    limit = LimitField(label=_("Làm trong"), help_text="")
    hidden = ("key", "when", "results", "answers")

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """A row in which nobody typed is no row."""
        made = super().write(held)
        return made if self.said(made) else {}

    def said(self, given: Mapping[str, Any]) -> bool:
        """A sub-dossier with a name or a procedure."""
        return bool(given.get("name") or given.get("procedure"))

    def clean(self) -> dict[str, Any]:
        """A sub-dossier is of a procedure and has a time."""
        given = super().clean() or {}
        if self.said(given):
            for name, words in (
                ("name", _("Nhập việc của hồ sơ con")),
                ("procedure", _("Nhập mã thủ tục, ví dụ 1.004194")),
                ("limit", _("Nhập thời hạn")),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return given


class EscalationBoxes(Boxes):
    """Who is told when a step runs late."""

    at = PickField(
        label=_("Báo khi"),
        choices=(PICK, ("50%", _("Hết một nửa thời gian")), ("75%", _("Hết ba phần tư thời gian")), ("due", _("Đến hạn"))),
    )
    to_role = PickField(label=_("Báo cho"), choices=(PICK, *ROLES.items()))
    takes = YesField(label=_("Người đó được làm luôn"))
    agency = JsonField()
    hidden = ("agency",)

    def offer(self, content: Mapping[str, Any]) -> None:
        """A share that is none of ours stays."""
        there = self.initial.get("at")
        if there and all(there != key for key, _words in self.fields["at"].choices):
            self.fields["at"].choices = [*self.fields["at"].choices, (there, there)]

    def clean(self) -> dict[str, Any]:
        """When and whom."""
        given = super().clean() or {}
        if given.get("at") and not given.get("to_role"):
            self.add_error("to_role", _("Chọn người được báo"))
        if given.get("to_role") and not given.get("at"):
            self.add_error("at", _("Chọn báo lúc nào"))
        return given


def _consult_rows(value: Any) -> Rows:
    return [dict(one) for one in (value if isinstance(value, list) else [value]) if isinstance(one, Mapping)]


def _consult_value(rows: Rows, before: Any) -> Any:
    """As it was written: one unit alone needs neither key nor list."""
    if len(rows) == 1 and isinstance(before, Mapping) and rows[0].get("key") == before.get("key"):
        return rows[0]
    return keyed(rows) or None


def keyed(rows: Rows) -> Rows:
    """Rows, each with a key: made of its name where it has none."""
    made: Rows = []
    for row in rows:
        taken = [str(one.get("key")) for one in made]
        made.append({"key": row.get("key") or building.key_for(str(row.get("name") or "muc"), taken), **row})
    return made


def _keyed_value(rows: Rows, before: Any) -> Any:
    return keyed(rows)


CONSULTS = Group(
    "consult",
    _("Đơn vị được hỏi ý kiến"),
    _("Đơn vị"),
    ConsultBoxes,
    _("Các đơn vị được hỏi cùng lúc; mỗi đơn vị có hạn riêng."),
    _consult_rows,
    _consult_value,
)
CHILDREN = Group(
    "children",
    _("Hồ sơ con"),
    _("Hồ sơ con"),
    ChildBoxes,
    _("Mỗi hồ sơ con đi tới một cơ quan, có đồng hồ riêng."),
    as_value=_keyed_value,
)
ESCALATIONS = Group("escalate", _("Báo khi gần hết hạn"), _("Lần báo"), EscalationBoxes)
