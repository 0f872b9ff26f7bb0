"""The sections in which a version is written: which parts of the content each owns, how two people's edits meet. Pure.

Design requirements: (1) every part of the content that a person writes belongs to exactly one section; (2) a part is a path
of one or two steps ("papers", "names/vi"), so that what is compared and put back is small; (3) an edit says only the parts
that it changes, and meets somebody else's edit part by part: only the same part, changed differently, is a conflict.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Value = Mapping[str, Any]
"""Part → what it is; ``None`` takes the part away, a part that is not named stays."""
FORM = "form"


@dataclass(frozen=True)
class Section:
    """One page of the editor. ``needed``: without it nothing is published (NĐ 63/2010 Điều 8 khoản 2)."""

    key: str
    title: str | Promise
    parts: tuple[str, ...]
    needed: bool = False


SECTIONS: tuple[Section, ...] = (
    Section("name", _("Tên và tóm tắt"), ("names/vi", "summary"), True),
    Section("authority", _("Cơ quan và cấp thực hiện"), ("levels", "agencies", "service_level", "internal", "non_territorial")),
    Section("who", _("Đối tượng và điều kiện"), ("who", "targets", "conditions"), True),
    Section("steps", _("Trình tự thực hiện"), ("steps",), True),
    Section("methods", _("Cách thức thực hiện"), ("methods", "receiving", "returning"), True),
    Section("limit", _("Thời hạn giải quyết"), ("limit",), True),
    Section("fees", _("Phí, lệ phí"), ("fee_text", "fees"), True),
    Section("papers", _("Thành phần hồ sơ"), ("papers", "sets", "documents")),
    Section("cases", _("Trường hợp"), ("cases",)),
    Section("results", _("Kết quả"), ("results",), True),
    Section("legal", _("Căn cứ pháp lý"), ("legal_bases",), True),
    Section("keywords", _("Từ khóa"), ("keywords",)),
    Section("eligibility", _("Câu hỏi kiểm tra điều kiện"), ("eligibility",)),
    Section(FORM, _("Tờ khai điện tử"), ("form", "form_template"), True),
    Section("process", _("Quy trình giải quyết"), ("process",), True),
    Section("english", _("Bản tiếng Anh"), ("names/en", "translations/en")),
)
BY_KEY: Mapping[str, Section] = {section.key: section for section in SECTIONS}
_OWNERS: Mapping[str, str] = {part: section.key for section in SECTIONS for part in section.parts}


class Collision(Exception):
    """Both changed the same ``parts``, each differently."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self.parts = parts
        super().__init__(", ".join(parts))


def section_of(path: str) -> str:
    """The section that a finding's or difference's path lies in; what belongs to none is the first section's."""
    head, _slash, rest = path.partition("/")
    return _OWNERS.get(f"{head}/{rest.partition('/')[0]}") or _OWNERS.get(head) or SECTIONS[0].key


def held(content: Mapping[str, Any], section: Section) -> dict[str, Any]:
    """The section as the content has it: its parts that are there."""
    return {part: at(content, part) for part in section.parts if at(content, part) is not None}


def at(content: Mapping[str, Any], part: str) -> Any:
    """One part of the content, ``None`` where it is not there."""
    node: Any = content
    for name in part.split("/"):
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


def with_parts(content: Mapping[str, Any], value: Value) -> dict[str, Any]:
    """A new content with these parts; everything else as it was."""
    made = dict(content)
    for part, one in value.items():
        head, _slash, name = part.partition("/")
        if not name:
            made = _put(made, head, one)
            continue
        inner = made.get(head)
        made = _put(made, head, _put(inner if isinstance(inner, Mapping) else {}, name, one) or None)
    return made


def _put(mapping: Mapping[str, Any], name: str, one: Any) -> dict[str, Any]:
    made = dict(mapping)
    if one is None:
        made.pop(name, None)
    else:
        made[name] = copy.deepcopy(one)
    return made


def changed(section: Section, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What an edit says: the section's parts that differ between two contents."""
    return {part: at(after, part) for part in section.parts if at(before, part) != at(after, part)}


def merged(value: Value, base: Value, now: Value) -> dict[str, Any]:
    """An edit made on ``base``, brought onto ``now``: what it still has to change. Raises ``Collision``."""
    left = {part: one for part, one in value.items() if now.get(part) != one}
    both = tuple(part for part in left if now.get(part) != base.get(part))
    if both:
        raise Collision(both)
    return left
