"""Reads a Form.io document into nodes. Two walks: the first notes what stands where, the second compiles each component.

Nothing is guessed: what the language does not know is refused with its path in the document (``components[0].validate``).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from common import jsonlogic
from common.text import nfc
from eforms import conditions, content, forbidden
from eforms.messages import Words
from eforms.nodes import Condition, Field, Refusal
from eforms.paths import join, section
from eforms.rules import compile_checks, logic_refusal
from eforms.types import IGNORED, OUR_TYPES, TYPES
from eforms.types.base import FieldType, Json, Spec

_KEY = re.compile(r"[A-Za-z_]\w*(?:[.-]\w+)*", re.ASCII)
MOST_COMPONENTS = 2_000
MOST_DEPTH = 20


@dataclass(slots=True)
class Draft:
    """A component on the way in: where it stands in the document (``at``) and in the answers (``path``)."""

    spec: Spec
    at: str
    kind: FieldType
    path: str
    page: str
    index: int
    ancestors: tuple[int, ...]
    grids: tuple[int, ...]
    children: list["Draft"] = field(default_factory=list)


class Reader:
    """One reading of one document; ``refusals`` gathers everything wrong, so that an author sees it all at once."""

    def __init__(self, *, wizard: bool) -> None:
        self.wizard = wizard
        self.refusals: list[Refusal] = []
        self.drafts: list[Draft] = []
        self.known: dict[str, Draft] = {}
        self.nodes: dict[int, Field] = {}

    def refuse(self, path: str, reason: str, message: str) -> None:
        """Note one refusal."""
        self.refusals.append(Refusal(path, reason, message))

    # First walk -----------------------------------------------------------------------------------------------

    def survey(
        self, components: Json, at: str, scope: str, page: str, ancestors: tuple[int, ...], grids: tuple[int, ...]
    ) -> list[Draft]:
        """Note the components of one list and what they hold."""
        if not isinstance(components, list):
            self.refuse(at, "bad-document", _("Phần “components” phải là một danh sách."))
            return []
        found = []
        for number, spec in enumerate(components):
            draft = self._one(spec, f"{at}[{number}]", scope, page, ancestors, grids)
            if draft:
                found.append(draft)
        return found

    def _one(
        self, spec: Json, at: str, scope: str, page: str, ancestors: tuple[int, ...], grids: tuple[int, ...]
    ) -> Draft | None:
        if not isinstance(spec, Mapping):
            self.refuse(at, "bad-document", _("Mỗi thành phần phải là một đối tượng JSON."))
            return None
        if spec.get("type") in IGNORED:
            return None
        kind = self._kind(spec, at)
        for path, reason, message in forbidden.found(spec, at):
            self.refuse(path, reason, message)
        if kind is None:
            return None
        if len(self.drafts) >= MOST_COMPONENTS or len(ancestors) >= MOST_DEPTH:
            if not any(refusal.reason == "too-large" for refusal in self.refusals):
                self.refuse(at, "too-large", _("Biểu mẫu quá lớn. Chia nó thành nhiều biểu mẫu."))
            return None
        key = self._key(spec, kind, at)
        path = join(scope, key)
        top_page = page or (key if self.wizard and kind.name == "panel" and not ancestors else "")
        draft = Draft(spec, at, kind, path, top_page, len(self.drafts), ancestors, grids)
        self.drafts.append(draft)
        self._note(draft)
        inside = f"{path}[]" if kind.repeats else scope
        below = (*ancestors, draft.index)
        for name, components in _held(spec, kind):
            more = self.survey(
                components, f"{at}.{name}", inside, top_page, below, (*grids, draft.index) if kind.repeats else grids
            )
            draft.children.extend(more)
        return draft

    def _kind(self, spec: Spec, at: str) -> FieldType | None:
        ours = _vn(spec).get("type")
        if ours and ours != "fact":
            if str(ours) in OUR_TYPES:
                return OUR_TYPES[str(ours)]
            self.refuse(
                f"{at}.properties.vn.type",
                "unknown-type",
                _("Loại “%s” không có. Dùng một trong: %s.") % (ours, ", ".join(OUR_TYPES)),
            )
            return None
        name = spec.get("type")
        if not isinstance(name, str) or name not in TYPES:
            known = ", ".join(sorted(TYPES))
            self.refuse(f"{at}.type", "unknown-type", _("Loại thành phần “%s” không có. Dùng một trong: %s.") % (name, known))
            return None
        return TYPES[name]

    def _key(self, spec: Spec, kind: FieldType, at: str) -> str:
        key = spec.get("key")
        if isinstance(key, str) and _KEY.fullmatch(key) and len(key) <= 100:
            return key
        if key in (None, "") and not kind.input and not kind.repeats:
            return f"_{len(self.drafts)}"
        self.refuse(f"{at}.key", "bad-key", _("Đặt “key” bằng chữ không dấu liền nhau, ví dụ hoTen hoặc tre.hoTen."))
        return f"_{len(self.drafts)}"

    def _note(self, draft: Draft) -> None:
        bare = draft.path.replace("[]", "")
        if bare in self.known:
            self.refuse(
                f"{draft.at}.key", "duplicate-key", _("Key “%s” đã dùng ở chỗ khác. Đặt tên khác cho một trong hai.") % bare
            )
            return
        answers = draft.kind.input and not draft.kind.repeats
        for other, known in self.known.items():
            if (answers and other.startswith(f"{bare}.") and known.kind.input) or (
                draft.kind.input and bare.startswith(f"{other}.") and known.kind.input and not known.kind.repeats
            ):
                message = _("Key “%s” và “%s” giẫm lên nhau: một ô không thể vừa có giá trị vừa chứa ô khác.") % (bare, other)
                self.refuse(f"{draft.at}.key", "duplicate-key", message)
        self.known[bare] = draft

    # Second walk ----------------------------------------------------------------------------------------------

    def build(self, draft: Draft, scope: str = "") -> Field:
        """Compile a component and everything in it."""
        inside = f"{draft.path}[]" if draft.kind.repeats else scope
        children = tuple(self.build(child, inside) for child in draft.children)
        spec, vn, at = draft.spec, _vn(draft.spec), draft.at
        label = nfc(str(spec.get("title") or spec.get("legend") or spec.get("label") or "")).strip()
        label = nfc(str(spec.get("label") or label)).strip() if draft.kind.input or draft.kind.repeats else label
        words = Words(label, spec, vn)

        def refuse(reason: str, message: str, where: str = "") -> None:
            self.refuse(f"{at}{where}", reason, message)

        key = draft.path[len(scope) + 1 :] if scope else draft.path
        if draft.kind.name == "content":
            content.check(spec, refuse)
        calculate = self._logic(spec.get("calculateValue"), f"{at}.calculateValue")
        computed = calculate is not None and spec.get("allowCalculateOverride") is not True
        node = Field(
            index=draft.index,
            key=key,
            parts=tuple(key.split(".")),
            path=draft.path,
            kind=draft.kind,
            label=label,
            spec=spec,
            vn=vn,
            page=draft.page,
            ancestors=draft.ancestors,
            grids=draft.grids,
            children=children,
            words=words,
            extra=draft.kind.prepare(spec, vn, refuse),
            required=section(spec, "validate").get("required") is True,
            protected=draft.kind.protected or spec.get("disabled") is True or computed,
            clear_on_hide=spec.get("clearOnHide") is not False,
            condition=self._condition(draft),
            calculate=calculate,
            default=spec.get("defaultValue"),
            default_rule=self._logic(spec.get("customDefaultValue"), f"{at}.customDefaultValue"),
            checks=compile_checks(draft.kind, spec, words, refuse),
            fact=str(vn.get("fact") or (vn.get("name") if vn.get("type") == "fact" else "") or ""),
            prefill=str(vn.get("prefill") or ""),
            descendants=tuple(i for child in children for i in (child.index, *child.descendants)),
        )
        self.nodes[node.index] = node
        return node

    def _logic(self, rule: Json, at: str) -> jsonlogic.Rule | None:
        if rule is None or rule == "" or isinstance(rule, str):
            return None
        try:
            return jsonlogic.compile(rule)
        except jsonlogic.BadRule as bad:
            self.refuse(at, *logic_refusal(bad))
            return None

    def _condition(self, draft: Draft) -> Condition | None:
        at = f"{draft.at}.conditional"
        if draft.spec.get("hidden") is True and draft.kind.name != "hidden":
            return Condition(lambda data, row: False, frozenset(), {"json": False})
        try:
            return conditions.compile(draft.spec.get("conditional"), self.resolver(draft))
        except jsonlogic.BadRule as bad:
            self.refuse(at, *logic_refusal(bad))
        except conditions.BadCondition as bad:
            self.refuse(at, bad.reason, _BAD_CONDITION[bad.reason](bad.name))
        return None

    def resolver(self, draft: Draft) -> Callable[[str], str]:
        """Names in a simple condition: the row's own fields first, then a path, then a key that only one component has."""
        scope = self.drafts[draft.grids[-1]].path.replace("[]", "") if draft.grids else ""

        def resolve(name: str) -> str:
            bare = name.replace("[]", "").removeprefix("data.")
            inner = bare.removeprefix("row.")
            for path in (join(scope, inner), bare):
                if scope and path.startswith(f"{scope}.") and path in self.known:
                    return f"row.{path[len(scope) + 1 :]}"
            if bare in self.known:
                return f"data.{bare}"
            tails = [path for path, known in self.known.items() if known.kind.input and path.rpartition(".")[2] == bare]
            return f"data.{tails[0]}" if len(tails) == 1 and not self.known[tails[0]].grids else ""

        return resolve


_BAD_CONDITION: Mapping[str, Callable[[str], str]] = {
    "unknown-field": lambda name: _("Điều kiện nhắc tới ô “%s” không có trong biểu mẫu. Sửa key hoặc bỏ điều kiện.") % name,
    "unknown-operator": lambda name: (
        _("Phép so sánh “%s” không có. Dùng isEqual, isNotEqual, isEmpty, includes, greaterThan…") % name
    ),
    "bad-condition": lambda name: _("Điều kiện phải là danh sách các đối tượng {component, operator, value}."),
}


def _vn(spec: Spec) -> Spec:
    return section(section(spec, "properties"), "vn")


def _held(spec: Spec, kind: FieldType) -> Iterator[tuple[str, Any]]:
    """The lists of components that one holds, with their place."""
    if kind.name == "columns":
        columns = spec.get("columns")
        for number, column in enumerate(columns if isinstance(columns, list) else []):
            yield f"columns[{number}].components", column.get("components", []) if isinstance(column, Mapping) else None
    elif kind.layout or kind.repeats:
        yield "components", spec.get("components", [])
