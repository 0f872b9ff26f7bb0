"""Who names a key: conditions, calculations, rules and our own types of the form, and whatever the caller knows outside it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from eforms.building.naming import SCOPED, Change, Literal, Walk, put_rule, renaming, rules_of
from eforms.building.tree import Document, Place, below, places
from eforms.paths import bare

Json = Any
_OUTSIDE = ("answers.", "words.", "data.")
_WHERE = {
    "condition": gettext_noop("điều kiện của “%s”"),
    "calculation": gettext_noop("phép tính của “%s”"),
    "default": gettext_noop("giá trị ban đầu của “%s”"),
    "rule": gettext_noop("luật kiểm tra của “%s”"),
    "logic": gettext_noop("luật “bắt buộc khi” của “%s”"),
    "own": gettext_noop("cách kiểm tra của “%s”"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """``path`` (an answer's path, ``nyc.quanHe``, ``trichLuc.soBan``) is named by ``where`` ("điều kiện của “Địa chỉ”").

    ``ref``: the component that names it, "" for what lies outside the form; ``whole``: it reads everything that is in ``path``.
    """

    path: str
    where: str
    ref: str = ""
    whole: bool = True

    def names(self, path: str) -> bool:
        """Tell whether this use would miss the answer at ``path``."""
        return self.path == path or self.path.startswith(f"{path}.") or (self.whole and path.startswith(f"{self.path}."))


def answers(one: Place) -> bool:
    """Tell whether its key stands in the answers."""
    return one.kind is not None and (one.kind.input or one.kind.repeats or one.kind.nests)


def uses_of(document: Document, ref: str, outside: Sequence[Use] = ()) -> tuple[Use, ...]:
    """Who names this component or something in it, not counting what it holds itself. Raises ``NoSuchComponent``."""
    known = places(document)
    inside = below(known, ref)
    refs = {one.ref for one in inside}
    named = [bare(one.path) for one in inside if answers(one)]
    found = [use for one in known if one.ref not in refs for use in uses_by(one, known)]
    return tuple(use for use in (*found, *outside) if any(use.names(path) for path in named))


def uses_by(one: Place, known: Sequence[Place]) -> Iterator[Use]:
    """What this component names, each with its sentence."""
    paths = answer_paths(known)
    for what, rule in rules_of(one.spec):
        walker = walk(one, paths, _same)
        for path, whole in _noted(walker, partial(walker.over, what, rule)):
            yield Use(path, _(_WHERE[what]) % (one.label or one.key), one.ref, whole)


def walk(one: Place, paths: Collection[str], change: Change, literal: Literal | None = None) -> Walk:
    """The walk over the rules of this component."""
    return Walk(one.grid, paths, change, literal, bare(one.path))


def answer_paths(known: Sequence[Place]) -> frozenset[str]:
    """The paths of everything that has an answer, without brackets."""
    return frozenset(bare(one.path) for one in known if answers(one))


def _same(path: str) -> str:
    return path


def _noted(walker: Walk, go: Callable[[], Json]) -> list[tuple[str, bool]]:
    """(path, whole) of everything that a walk names, each once."""
    found: dict[str, bool] = {}

    def note(path: str) -> str:
        found[path] = found.get(path, False) or not walker.walking
        return path

    walker.change = note
    go()
    return list(found.items())


def rename_all(document: Document, pairs: dict[str, str], only: frozenset[str] | None = None) -> None:
    """Rewrite, in place, every rule that names one of the old paths (of the components ``only``, by reference)."""
    known = places(document)
    paths = answer_paths(known) | set(pairs)
    change = renaming(pairs)
    for one in known:
        if only is None or one.ref in only:
            for what, rule in list(rules_of(one.spec)):
                put_rule(one.spec, what, walk(one, paths, change).over(what, rule))  # type: ignore[arg-type]


def named_in(where: str, rule: Any) -> tuple[Use, ...]:
    """The uses of a JsonLogic rule outside the form: of a paper, fee, result, process step (``where`` in words).

    Names may be bare (``nyc.quanHe``) or begin with ``answers.``, ``words.``, ``data.``.
    """
    walker = Walk("", (), _same)
    outer = _outer(rule, lambda name: f"data.{_plain(name)}")
    return tuple(Use(path, where, "", whole) for path, whole in _noted(walker, partial(walker.rule, outer)))


def rewritten(rule: Any, old: str, new: str) -> Any:
    """The same JsonLogic with an answer's path replaced (``nyc.quanHe`` → ``nyc.vaiTro``), whatever stands before it."""
    change = renaming({old: new})
    marked = _outer(rule, lambda name: f"data.{name.removesuffix(_plain(name))}\0{_plain(name)}")

    def one(path: str) -> str:
        before, mark, plain = path.partition("\0")
        return f"{before}{mark}{change(plain)}" if mark else change(path)

    return _outer(Walk("", (), one).rule(marked), lambda name: name.removeprefix("data.").replace("\0", ""))


def _plain(name: str) -> str:
    return next((name.removeprefix(prefix) for prefix in _OUTSIDE if name.startswith(prefix)), name)


def _outer(rule: Json, change: Callable[[str], str], inner: bool = False) -> Json:
    """JsonLogic with its outer variables changed; names inside list operators mean the item and stay."""
    if isinstance(rule, list):
        return [_outer(part, change, inner) for part in rule]
    if not isinstance(rule, dict) or len(rule) != 1:
        return rule
    ((operator, given),) = rule.items()
    arguments = given if isinstance(given, list) else [given]
    if operator == "var" and arguments and isinstance(arguments[0], str) and arguments[0] and not inner:
        made = [change(arguments[0]), *(_outer(part, change, inner) for part in arguments[1:])]
    else:
        made = [_outer(part, change, inner or (operator in SCOPED and index == 1)) for index, part in enumerate(arguments)]
    return {operator: made if isinstance(given, list) else made[0]}
