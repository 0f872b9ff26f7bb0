"""The first walk over a Form.io document: what stands where, under which key, and what is not accepted at sight.

Nothing is guessed: what the language does not know is refused with its path in the document (``components[0].validate``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from eforms import forbidden
from eforms.nodes import Refusal
from eforms.paths import bare, join, section
from eforms.types import IGNORED, OUR_TYPES, TYPES, composed
from eforms.types.base import FieldType, Json, Spec
from eforms.types.relic import Relic

_KEY = re.compile(r"[A-Za-z_]\w*(?:[.-]\w+)*", re.ASCII)
_WITH_PARTS = frozenset({"selectboxes", "address"})
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


class Survey:
    """One walk; ``refusals`` gathers everything wrong, so that an author sees it all at once.

    With ``stored`` the document is a published version: an unknown component then becomes one that only shows what was answered.
    """

    def __init__(self, *, wizard: bool, stored: bool = False, language: str = "vi") -> None:
        self.wizard = wizard
        self.stored = stored
        self.language = language
        self.refusals: list[Refusal] = []
        self.drafts: list[Draft] = []
        self.known: dict[str, Draft] = {}
        self.buttons: list[str] = []
        self._outer: set[str] = set()
        self._tails: dict[str, list[str]] = {}

    def refuse(self, path: str, reason: str, message: str) -> None:
        """Note one refusal."""
        self.refusals.append(Refusal(path, reason, message))

    def walk(
        self, components: Json, at: str, scope: str, page: str, ancestors: tuple[int, ...], grids: tuple[int, ...]
    ) -> list[Draft]:
        """Note the components of one list and what they hold."""
        if not isinstance(components, list):
            self.refuse(at, "bad-document", _("Phần “components” phải là một danh sách."))
            return []
        found = [self._one(spec, f"{at}[{number}]", scope, page, ancestors, grids) for number, spec in enumerate(components)]
        return [draft for draft in found if draft]

    def _one(
        self, spec: Json, at: str, scope: str, page: str, ancestors: tuple[int, ...], grids: tuple[int, ...]
    ) -> Draft | None:
        if not isinstance(spec, Mapping):
            self.refuse(at, "bad-document", _("Mỗi thành phần phải là một đối tượng JSON."))
            return None
        spec = composed.expand(spec, self.language)
        ignored = spec.get("type") in IGNORED
        if ignored and isinstance(spec.get("key"), str):
            self.buttons.append(join(scope, spec["key"]))
        kind = None if ignored else self._kind(spec, at)
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
        inside = f"{path}[]" if kind.repeats else path if kind.nests else scope
        rows = (*grids, draft.index) if kind.repeats else grids
        for name, components in kind.held(spec):
            draft.children += self.walk(components, f"{at}.{name}", inside, top_page, (*ancestors, draft.index), rows)
        return draft

    def _kind(self, spec: Spec, at: str) -> FieldType | None:
        ours = vn_of(spec).get("type")
        if ours and ours != "fact":
            if str(ours) in OUR_TYPES:
                return OUR_TYPES[str(ours)]
            place, name, known = f"{at}.properties.vn.type", ours, ", ".join(OUR_TYPES)
        elif isinstance(spec.get("type"), str) and spec["type"] in TYPES:
            return TYPES[spec["type"]]
        else:
            place, name, known = f"{at}.type", spec.get("type"), ", ".join(sorted(TYPES))
        self.refuse(place, "unknown-type", _("Loại thành phần “%s” không có. Dùng một trong: %s.") % (name, known))
        if not self.stored:
            return None
        return TYPES["fieldset"] if isinstance(spec.get("components"), list) else Relic()

    def _key(self, spec: Spec, kind: FieldType, at: str) -> str:
        key = spec.get("key")
        if isinstance(key, str) and _KEY.fullmatch(key) and len(key) <= 100:
            return key
        if key in (None, "") and not kind.input and not kind.repeats:
            return f"_{len(self.drafts)}"
        self.refuse(f"{at}.key", "bad-key", _("Đặt “key” bằng chữ không dấu liền nhau, ví dụ hoTen hoặc tre.hoTen."))
        return f"_{len(self.drafts)}"

    def _note(self, draft: Draft) -> None:
        """Keep the path; no two components may share one, and none with a value of its own may hold another."""
        path = bare(draft.path)
        if path in self.known:
            message = _("Key “%s” đã dùng ở chỗ khác. Đặt tên khác cho một trong hai.") % path
            self.refuse(f"{draft.at}.key", "duplicate-key", message)
            return
        answers = draft.kind.input and not draft.kind.repeats
        above = [path[:dot] for dot in range(len(path)) if path[dot] == "."]
        if draft.kind.input:
            other = next((o for o in above if o in self.known and _holds_value(self.known[o].kind)), "")
            inner = self._inside(path) if answers and path in self._outer else ""
            if other or inner:
                message = _("Key “%s” và “%s” giẫm lên nhau: một ô không thể vừa có giá trị vừa chứa ô khác.")
                self.refuse(f"{draft.at}.key", "duplicate-key", message % (path, other or inner))
        self.known[path] = draft
        self._outer.update(above)
        if draft.kind.input:
            self._tails.setdefault(path.rpartition(".")[2], []).append(path)

    def _inside(self, path: str) -> str:
        return next((other for other in self.known if other.startswith(f"{path}.") and self.known[other].kind.input), "")

    def resolve(self, draft: Draft, name: str) -> str:
        """A name in a simple condition as JsonLogic says it: the row's own fields first, then a path, then a key that is alone.

        ``data.x`` or ``row.x``; "" when there is no such component, or when it stands in rows that the asking one is not in.
        """
        scope = bare(self.drafts[draft.grids[-1]].path) if draft.grids else ""
        wanted = bare(name).removeprefix("data.")
        for path in (join(scope, wanted.removeprefix("row.")), wanted):
            if scope and path.startswith(f"{scope}.") and self._component(path):
                return f"row.{path[len(scope) + 1 :]}"
        found = self._component(wanted)
        if found is None:
            tails = self._tails.get(wanted, [])
            found, wanted = (self.known[tails[0]], tails[0]) if len(tails) == 1 else (None, "")
        if found is None or not set(found.grids) <= set(draft.grids):
            return ""
        return f"data.{wanted}" if not found.grids else ""

    def month_first(self, draft: Draft, name: str) -> bool:
        """Tell whether a name is a day whose document writes the month first, as Form.io does unless told otherwise."""
        head, _dot, path = self.resolve(draft, name).partition(".")
        scope = bare(self.drafts[draft.grids[-1]].path) if head == "row" else ""
        found = self.known.get(join(scope, path))
        return found is not None and found.kind.name == "day" and found.spec.get("dayFirst") is not True

    def _component(self, path: str) -> Draft | None:
        """The component at a path, or the one whose answer has parts that it names (``khaiVe.me``, ``diaChi.tinh``)."""
        found = self.known.get(path)
        if found is None and "." in path:
            outer = self.known.get(path.rpartition(".")[0])
            found = outer if outer and outer.kind.name in _WITH_PARTS else None
        return found


def _holds_value(kind: FieldType) -> bool:
    return kind.input and not kind.repeats


def vn_of(spec: Spec) -> Spec:
    """``properties.vn`` of a component."""
    return section(section(spec, "properties"), "vn")
