"""The sections in which a version is written: which parts of the content each owns, how two people's edits meet. Pure.

Design requirements: (1) every part of the content that a person writes belongs to exactly one section; (2) a part is a path
of one or two steps ("papers", "names/vi"), so that what is compared and put back is small; (3) an edit says only the parts
that it changes, and meets somebody else's edit part by part, a list row by row (``rowmerge``): only the same part or row,
changed differently, is a conflict.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from procedures import rowmerge

Value = Mapping[str, Any]
"""Part → what it is; ``None`` takes the part away, a part that is not named stays."""
FORM = "form"
_MAPPINGS = ("agencies", "translations/en")


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


def merged(value: Value, base: Value, now: Value, *, by_row: bool = True, mine_wins: bool = False) -> dict[str, Any]:
    """An edit made on ``base``, brought onto ``now``: what it still has to change. Raises ``Collision``.

    ``by_row`` lets two edits of one list meet row by row; ``mine_wins`` settles what they both changed.
    """
    left: dict[str, Any] = {}
    both = []
    for part, one in value.items():
        was, there = base.get(part), now.get(part)
        if there == one:
            continue
        if there == was:
            left[part] = one
            continue
        try:
            made = _together(part, was, one, there, mine_wins) if by_row else None
        except rowmerge.Apart:
            made = None
        if made is None:
            both.append(part)
            left[part] = one
        elif made != there:
            left[part] = made
    if both and not mine_wins:
        raise Collision(tuple(both))
    return left


def _together(part: str, base: Any, mine: Any, theirs: Any, mine_wins: bool) -> Any:
    """A list, or a mapping of lists or texts, that both changed; ``None`` for what is one thing. Raises ``rowmerge.Apart``."""
    if part in _MAPPINGS:
        sides = [one if isinstance(one, Mapping) else {} for one in (base, mine, theirs)]
        keys = dict.fromkeys(key for side in (sides[2], sides[1]) for key in side)
        found = {key: _inner(key, *(side.get(key) for side in sides), mine_wins) for key in keys}
        return {key: one for key, one in found.items() if one not in (None, [])}
    if all(one is None or isinstance(one, list) for one in (base, mine, theirs)):
        return rowmerge.together(base or [], mine or [], theirs or [], rowmerge.NAMES.get(part, ""), mine_wins=mine_wins)
    return None


def _inner(key: str, base: Any, mine: Any, theirs: Any, mine_wins: bool) -> Any:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    made = _together(key, base, mine, theirs, mine_wins) if isinstance(mine, list) or isinstance(theirs, list) else None
    if made is None and not mine_wins:
        raise rowmerge.Apart
    return mine if made is None else made


def without_forms(value: Value) -> dict[str, Any]:
    """The parts without the e-forms of cases: those are written in the builder, no edit of the section is about them."""
    cases = value.get("cases")
    if not isinstance(cases, list):
        return dict(value)
    bare = [{key: one for key, one in case.items() if key != FORM} if isinstance(case, Mapping) else case for case in cases]
    return {**value, "cases": bare}


def with_forms(value: Value, now: Value, before: Value) -> dict[str, Any]:
    """The parts with every case's e-form as it stands ``now``; a case that is not there now has the one of ``before``."""
    cases = value.get("cases")
    if not isinstance(cases, list):
        return dict(value)
    there, was = (_forms(one) for one in (now, before))
    codes = {case.get("code") for case in now.get("cases") or () if isinstance(case, Mapping)}
    held = there | {code: form for code, form in was.items() if code not in codes}
    return {**value, "cases": [{**case, FORM: held[case.get("code")]} if case.get("code") in held else case for case in cases]}


def _forms(value: Value) -> dict[Any, Any]:
    rows = [case for case in value.get("cases") or () if isinstance(case, Mapping)]
    return {case.get("code"): case[FORM] for case in rows if FORM in case}
