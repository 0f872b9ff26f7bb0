"""The process as text: YAML or JSON in, a table of steps and the checker's messages out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext_lazy as _
from yaml.events import AliasEvent

from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.kinds import TextField
from workflow import language

MOST = 100_000
ORDER = (
    "schema",
    "key",
    "name",
    "label",
    "kind",
    "role",
    "agency",
    "share",
    "to",
    "requires",
    "when",
    "consult",
    "actions",
    "steps",
)


class _Plain(yaml.SafeLoader):
    """YAML without references: a few of them can make a document that fills the memory."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)


_Plain.yaml_implicit_resolvers = {
    # 2026-11-23 stays text: a document is JSON, which has no dates.
    first: [(tag, pattern) for tag, pattern in rows if tag != "tag:yaml.org,2002:timestamp"]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class ProcessField(TextField):
    """A process document as YAML; JSON is YAML too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=24, most=MOST, **kwargs)
        self.widget.attrs |= {"spellcheck": "false", "class": "code-box"}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value or ""
        return yaml.safe_dump(_in_order(value), allow_unicode=True, sort_keys=False, width=120)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text is None:
            return None
        try:
            read = yaml.load(text, Loader=_Plain)  # noqa: S506  a SafeLoader that takes less
        except (yaml.YAMLError, RecursionError, ValueError) as wrong:
            raise forms.ValidationError(_where(wrong)) from None
        if not isinstance(read, dict) or not _is_json(read):
            raise forms.ValidationError(_("Quy trình phải là một tài liệu có các mục name và steps."))
        return read


def _in_order(value: Any) -> Any:
    """The document with its keys in the order in which people write them; the database keeps none."""
    if isinstance(value, list):
        return [_in_order(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    known = [key for key in ORDER if key in value]
    return {key: _in_order(value[key]) for key in [*known, *(key for key in value if key not in ORDER)]}


def _where(wrong: Exception) -> Any:
    mark = getattr(wrong, "problem_mark", None)
    if mark is None:
        return _("Văn bản này không đọc được như YAML hoặc JSON.")
    return _("Dòng %(line)s viết chưa đúng cú pháp. Kiểm tra dấu hai chấm và khoảng thụt đầu dòng.") % {"line": mark.line + 1}


def _is_json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_json(one) for key, one in value.items())
    if isinstance(value, list):
        return all(map(_is_json, value))
    return value is None or isinstance(value, (str, int, float, bool))


class ProcessBoxes(Boxes):
    """The whole process in one box, until the designer of issue 5."""

    process = ProcessField(
        label=_("Tài liệu quy trình (YAML hoặc JSON)"), help_text=_("Sửa ở đây; bảng các bước và điều cần sửa hiện sau khi lưu.")
    )


@dataclass(frozen=True)
class Step:
    """One row of the table."""

    name: str
    who: str
    time: str
    acts: Sequence[tuple[str, str]]


ROLES: Mapping[str, Any] = {
    "clerk": _("Cán bộ tiếp nhận"),
    "centre-head": _("Lãnh đạo trung tâm"),
    "handler": _("Chuyên viên thụ lý"),
    "leader": _("Lãnh đạo"),
    "records": _("Văn thư"),
}
AGENCIES: Mapping[str, Any] = {
    "receiving": _("nơi tiếp nhận"),
    "handling": _("cơ quan giải quyết"),
    "returning": _("nơi trả kết quả"),
    "parent": _("cơ quan cấp trên"),
    "named": _("cơ quan %(code)s"),
    "address": _("cơ quan nơi người dân khai ở “%(code)s”"),
    "competent": _("cơ quan có thẩm quyền về lĩnh vực %(code)s"),
}


def steps_of(content: Mapping[str, Any]) -> list[Step]:
    """The steps as a table; nothing where the document cannot be read (its problems say why)."""
    try:
        process = language.load(content.get("process") or {})
    except language.BadProcess:
        return []
    names = {step.key: step.name for step in process.steps}
    return [_step(step, names) for step in process.steps]


def _step(step: language.Step, names: Mapping[str, str]) -> Step:
    if not step.role:
        acts = [(action.label, names.get(action.to, action.to)) for action in step.actions]
        return Step(step.name, str(_("Tự động")), step.limit, acts)
    place = str(AGENCIES.get(step.agency.kind, step.agency.kind)) % {"code": step.agency.code}
    who = f"{ROLES.get(step.role, step.role)}, {place}"
    time = step.limit or str(_("%(share)s thời hạn") % {"share": f"{(step.share or 0) * 100:g} %".replace(".", ",")})
    acts = [(action.label, str(_("kết thúc")) if action.ends else names.get(action.to, action.to)) for action in step.actions]
    return Step(step.name, who, time, acts)
