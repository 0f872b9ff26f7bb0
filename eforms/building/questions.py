"""The questions that a condition or rule may name: their words, kind and choices."""

from collections.abc import Mapping
from dataclasses import dataclass

from common.jsvalues import text
from eforms.building.options import options_of
from eforms.building.tree import Document, Place, below, place, places, vn
from eforms.nodes import Form
from eforms.paths import bare, section
from eforms.types.base import FieldType


@dataclass(frozen=True, slots=True)
class Question:
    """``path``: without brackets (``tang.loai``); ``name``: as rules of the asking component write it (``data.x``, ``row.x``);
    ``grid``: path of the rows it stands in, "" outside; ``list_name``: a published list instead of ``options``; ``page``: the
    title of its page."""

    path: str
    name: str
    label: str
    kind: FieldType
    options: tuple[tuple[str, str], ...] = ()
    list_name: str = ""
    page: str = ""
    grid: str = ""

    def option(self, value: object) -> str:
        """The words of a choice; the value itself when it is none."""
        return next((label for known, label in self.options if known == text(value)), text(value))


def questions(document: Document) -> dict[str, Question]:
    """All questions by path, named from outside any row (``data.x``; inside rows ``row.x``)."""
    known = places(document)
    titles = {one.ref: one.label for one in known}
    return {bare(one.path): _question(one, titles.get(one.page, "")) for one in known if _asked(one)}


def _asked(one: Place) -> bool:
    return bool(one.kind and one.key and (one.kind.input or one.kind.repeats))


def _question(one: Place, page: str) -> Question:
    assert one.kind is not None
    path, grid = bare(one.path), bare(one.grid)
    name = f"row.{path.removeprefix(f'{grid}.')}" if grid else f"data.{path}"
    choices = tuple((text(item.get("value")), str(item.get("label") or item.get("value"))) for item in options_of(one.spec))
    named = str(section(one.spec, "data").get("list") or vn(one.spec).get("list") or "")
    return Question(path, name, one.label or one.key, one.kind, () if named else choices, named, page, grid)


def seen_from(known: Mapping[str, Question], grid: str) -> dict[str, Question]:
    """Those that a component inside the rows of ``grid`` ("" for none) may name: its own rows' and what stands in no row."""
    return {path: question for path, question in known.items() if question.grid in ("", bare(grid))}


def questions_seen(document: Document, ref: str) -> dict[str, Question]:
    """What the rules of this component may name, by path: give these to ``read_condition`` and the like.

    Raises ``NoSuchComponent``.
    """
    return seen_from(questions(document), place(document, ref).grid)


def questions_for(document: Document, ref: str) -> tuple[Question, ...]:
    """What a new condition of this component may name: everything but itself, what it holds, and other groups' rows.

    Raises ``NoSuchComponent``.
    """
    own = {bare(one.path) for one in below(places(document), ref)}
    return tuple(question for path, question in questions_seen(document, ref).items() if path not in own)


def questions_of_form(form: Form) -> dict[str, Question]:
    """The questions of a compiled form, for explanations."""
    titles = {page.key: page.title for page in form.pages}
    found = {}
    for node in form.nodes:
        if node.kind.input or node.kind.repeats:
            grid = form.nodes[node.grids[-1]].path if node.grids else ""
            made = Place("", node.spec, node.kind, node.key, node.path, node.label, "", 0, 0, "", node.page, grid, "")
            found[bare(node.path)] = _question(made, titles.get(node.page, ""))
    return found
