"""Walks over everything in a component that names other answers, and gives it back with names or compared values changed.

Names are resolved to answer paths without brackets (``trichLuc.soBan``) as the engine resolves them, rows that a list operator
walks over included: in ``{"reduce": [{"var": "data.tang"}, … {"var": "current.loai"} …]}`` the last name is ``tang.loai``.
How a name was written (``data.``, ``row.``, bare, with a row's number) is kept.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from eforms.paths import bare, join, section

Json = Any
Change = Callable[[str], str]
Literal = Callable[[str, Json], Json]
SCOPED = frozenset({"map", "filter", "reduce", "all", "some", "none"})
COMPARING = frozenset({"==", "!=", "===", "!==", "in"})
_OWN = ("of", "birthDate", "sex", "parent")
_RULES = (
    ("condition", "", "conditional"), ("calculation", "", "calculateValue"), ("default", "", "customDefaultValue"),
    ("rule", "validate", "json"), ("logic", "", "logic"),
)  # fmt: skip


def rules_of(spec: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """(what, rule) of everything in a component that may name others: condition, calculation, default, rule, logic, own."""
    for what, holder, name in _RULES:
        rule = (section(spec, holder) if holder else spec).get(name)
        if isinstance(rule, (Mapping, list)) and rule:
            yield what, rule
    own = section(section(spec, "properties"), "vn")
    named = {name: own[name] for name in _OWN if isinstance(own.get(name), str) and own[name]}
    parent = section(spec, "data").get("parent")
    if isinstance(parent, str) and parent:
        named["data.parent"] = parent
    if named:
        yield "own", named


def put_rule(spec: dict[str, Json], what: str, rule: Json) -> None:
    """Write back what ``rules_of`` gave."""
    if what == "own":
        for name, value in rule.items():
            if name == "data.parent":
                spec["data"] = {**spec["data"], "parent": value}
            else:
                spec["properties"] = {**spec["properties"], "vn": {**spec["properties"]["vn"], name: value}}
        return
    for known, holder, name in _RULES:
        if known == what and holder:
            spec[holder] = {**spec[holder], name: rule}
        elif known == what:
            spec[name] = rule


class Walk:
    """One walk. ``grid``: path of the rows around the component; ``known``: all answer paths, without brackets.

    ``change`` gets every named path and says which path to write; ``literal`` gets (path, value) of every comparison.
    ``walking`` is true while ``change`` gets rows that a list operator walks over: those rows, not all that is in them.
    ``own``: the component's path; our types name a neighbour in their group as ``.ngaySinh``.
    """

    def __init__(self, grid: str, known: Collection[str], change: Change, literal: Literal | None = None, own: str = "") -> None:
        self.row = bare(grid)
        self.own = own
        self.known = known
        self.change = change
        self.literal = literal or (lambda path, value: value)
        self.last = ""
        self.walking = False

    def over(self, what: str, rule: Json) -> Json:
        """The rule of this kind (see ``rules_of``), changed."""
        if what == "own":
            return {name: self._own(str(value)) for name, value in rule.items()}
        if what == "condition":
            return self.condition(rule)
        if what == "logic":
            return [self._logic(entry) for entry in rule] if isinstance(rule, list) else rule
        return self.rule(rule)

    def condition(self, rule: Mapping[str, Json]) -> dict[str, Json]:
        """A Form.io ``conditional``."""
        made = dict(rule)
        if isinstance(made.get("when"), str) and made["when"]:
            made["when"] = self._simple(made["when"])
            if "eq" in made:
                made["eq"] = self.literal(self.last, made["eq"])
        if isinstance(made.get("conditions"), list):
            made["conditions"] = [self._row(row) if isinstance(row, Mapping) else row for row in made["conditions"]]
        if made.get("json"):
            made["json"] = self.rule(made["json"])
        return made

    def _row(self, row: Mapping[str, Json]) -> dict[str, Json]:
        made = {**row, "component": self._simple(str(row.get("component") or ""))}
        if "value" in made:
            made["value"] = self.literal(self.last, made["value"])
        return made

    def _path(self, path: str) -> str:
        self.last = path
        return self.change(path)

    def _neighbour(self, name: str) -> str:
        """``.ngaySinh``: still beside the component after both were changed, else by its whole path."""
        changed = self._path(join(self.own.rpartition(".")[0], name))
        beside = self.change(self.own).rpartition(".")[0] if changed != join(self.own.rpartition(".")[0], name) else None
        if beside is None:
            return f".{name}"
        inside = changed.startswith(f"{beside}.") if beside else True
        return f".{changed.removeprefix(f'{beside}.') if beside else changed}" if inside else changed

    def _relative(self, path: str, scope: str) -> str:
        """The changed path as it is written from inside ``scope``, which may be changed itself."""
        changed = self._path(path)
        outer = scope if changed == path or not scope else self.change(scope)
        return changed.removeprefix(f"{outer}.") if outer else changed

    def _own(self, name: str) -> str:
        head, _dot, rest = name.partition(".")
        if not head:
            return self._neighbour(rest)
        if self.row and (head == "row" or join(self.row, name) in self.known):
            inner = self._relative(join(self.row, rest if head == "row" else name), self.row)
            return f"row.{inner}" if head == "row" else inner
        return f"data.{self._path(rest)}" if head == "data" else self._path(name)

    def _simple(self, name: str) -> str:
        """A name in a simple condition, found as the engine finds it: the row's own first, then a path, then a key only one
        has.
        """
        clean = bare(name).removeprefix("data.")
        inner = clean.removeprefix("row.")
        if self.row and not clean.startswith(f"{self.row}.") and join(self.row, inner) in self.known:
            return self._relative(join(self.row, inner), self.row)
        if clean not in self.known:
            tails = [path for path in self.known if path.rpartition(".")[2] == clean]
            if len(tails) == 1:
                changed = self._path(tails[0])
                return name if changed == tails[0] else changed
        return self._path(clean)

    def _logic(self, entry: Json) -> Json:
        if not isinstance(entry, Mapping):
            return entry
        trigger = dict(section(entry, "trigger"))
        if isinstance(trigger.get("simple"), Mapping):
            trigger["simple"] = self.condition(trigger["simple"])
        if trigger.get("json"):
            trigger["json"] = self.rule(trigger["json"])
        made = {**entry, "trigger": trigger}
        if isinstance(entry.get("actions"), list):
            made["actions"] = [self._action(action) for action in entry["actions"]]
        return made

    def _action(self, action: Json) -> Json:
        if isinstance(action, Mapping) and isinstance(action.get("value"), (Mapping, list)):
            return {**action, "value": self.rule(action["value"])}
        return action

    def rule(self, rule: Json, item: str | None = None) -> Json:
        """JsonLogic. ``item``: inside map, filter and the like the path of the rows walked over, "" when that is not known."""
        if isinstance(rule, list):
            return [self.rule(part, item) for part in rule]
        if not isinstance(rule, Mapping) or len(rule) != 1:
            return rule
        ((operator, given),) = rule.items()
        arguments = given if isinstance(given, list) else [given]
        if operator == "var":
            name = self._variable(arguments[0], item) if arguments else ""
            made = [name, *(self.rule(part, item) for part in arguments[1:])]
        elif operator in ("missing", "missing_some"):
            return {operator: self._listed(given, item)}
        elif operator in SCOPED:
            over = self._walked(arguments[0], item) if arguments else ""
            made = []
            for index, part in enumerate(arguments):
                self.walking = bool(over) and index == 0 and isinstance(part, Mapping) and "var" in part
                made.append(self.rule(part, over if index == 1 else item))
                self.walking = False
        else:
            made = [self.rule(part, item) for part in arguments]
            if operator in COMPARING:
                made = self._compared(arguments, made, item)
        return {operator: made if isinstance(given, list) else made[0]}

    def _compared(self, arguments: list[Json], made: list[Json], item: str | None) -> list[Json]:
        names = [part["var"] for part in arguments if isinstance(part, Mapping) and len(part) == 1 and "var" in part]
        if len(names) != 1 or len(arguments) != 2:
            return made
        self.last = ""
        self._variable(names[0][0] if isinstance(names[0], list) and names[0] else names[0], item)
        path = self.last
        return [self._value(path, part) for part in made] if path else made

    def _value(self, path: str, part: Json) -> Json:
        if isinstance(part, Mapping):
            return part
        return [self.literal(path, one) for one in part] if isinstance(part, list) else self.literal(path, part)

    def _listed(self, given: Json, item: str | None) -> Json:
        return [self._listed(part, item) for part in given] if isinstance(given, list) else self._variable(given, item)

    def _variable(self, name: Json, item: str | None) -> Json:
        if not isinstance(name, str) or not name:
            return name
        head, dot, rest = name.partition(".")
        if item is not None:
            if head == "accumulator" or not item:
                return name
            return f"current.{self._numbered(rest, item)}" if head == "current" and dot else self._numbered(name, item)
        if head == "data" and dot:
            return f"data.{self._numbered(rest, '')}"
        return f"row.{self._numbered(rest, self.row)}" if head == "row" and dot else name

    def _numbered(self, name: str, scope: str) -> str:
        """Row numbers in a name (``tang.0.ten``) stand aside while the path is looked at, and come back where they were."""
        parts = name.split(".")
        path = join(scope, ".".join(part for part in parts if not part.isdecimal()))
        changed = self._relative(path, scope)
        if join(scope, changed) == path:
            return name
        made = changed.split(".")
        for index, part in enumerate(parts):
            if part.isdecimal():
                made.insert(index, part)
        return ".".join(made)

    def _walked(self, over: Json, item: str | None) -> str:
        """Which rows a list operator walks over: ``data.tang``, or a filter of it; "" when it cannot be told."""
        if isinstance(over, Mapping) and len(over) == 1:
            ((operator, given),) = over.items()
            first = given[0] if isinstance(given, list) and given else given
            if operator == "filter":
                return self._walked(first, item)
            if operator == "var" and isinstance(first, str) and item is None:
                head, dot, rest = first.partition(".")
                if dot and head in ("data", "row"):
                    return rest if head == "data" else join(self.row, rest)
        return ""


def renaming(pairs: Mapping[str, str]) -> Change:
    """Turn each old path and what lies in it into the new one; other paths stay. Longer old paths win."""
    ordered = sorted(pairs.items(), key=lambda pair: -len(pair[0]))

    def change(path: str) -> str:
        for old, new in ordered:
            if path == old:
                return new
            if path.startswith(f"{old}."):
                return f"{new}.{path.removeprefix(f'{old}.')}"
        return path

    return change
