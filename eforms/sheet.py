"""The answers as a paper form: sections, lines, boxes to tick and tables, for templates of prints.

Beside ``eforms.display`` (flat rows for the check page) a paper keeps the form's own shape: groups keep their headings, choices
show every option with its box, a repeating group is a table. What the answers hide is left out, what they leave open stays a
place to write on. Pure: no HTML here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from eforms import paths
from eforms.display import item_name, label_for
from eforms.nodes import Field, Form
from eforms.paths import MISSING, join
from eforms.settle import Standing, standing
from eforms.types.signature import picture

MOST_CHOICES = 8
"""A longer list prints only what was chosen."""
MOST_COLUMNS = 6
"""More columns than these do not fit upright A4: the rows become records."""
_LONG = 240
_LINE = 78
"""About how many letters stand side by side in a table."""
_TITLED = frozenset({"panel", "fieldset", "container"})
_DATED = frozenset({"day", "datetime"})
_ONE_DIGIT = re.compile(r"(?<!\d)(\d)(?=/)")
_SILENT = frozenset({"hidden", "content"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One option and whether it was chosen."""

    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A question and its answer in words (``text``, "" when open), as boxes (``choices``) or as a drawn signature (data URI).

    ``long``: paragraphs of their own rather than the rest of a line; ``number``: right-aligned in a table.
    """

    kind: ClassVar[str] = "line"
    path: str
    label: str
    text: str
    choices: tuple[Choice, ...] = ()
    picture: str = ""
    long: bool = False
    number: bool = False

    @property
    def answered(self) -> bool:
        """Whether anything was answered."""
        return bool(self.text or self.picture)


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under a heading of their own."""

    kind: ClassVar[str] = "group"
    label: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A repeating group. ``records``: one tuple of blocks a row.

    ``cells``: the same in columns, empty if it does not fit; ``widths``: how much of the table each column takes, in hundredths,
    in steps of five; 0 for the widest, which takes what is left.
    """

    kind: ClassVar[str] = "grid"
    path: str
    label: str
    item: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    cells: tuple[tuple[Line | None, ...], ...]
    records: tuple[tuple["Block", ...], ...]


Block = Line | Group | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form with its answers, laid out. ``found`` holds every line and table outside of rows by its path."""

    title: str
    sections: tuple[Section, ...]
    found: Mapping[str, Line | Grid]


def lay_out(form: Form, data: Mapping[str, Any]) -> Sheet:
    """Lay out processed answers, in words for whoever handles the dossier (``label_for``) and in the active language."""
    walk = _Walk(standing(form, data))
    sections = []
    for page in form.pages:
        if page.node is None or page.node.path not in walk.stands.hidden:
            blocks = tuple(walk.blocks(page.fields, data, ""))
            if blocks:
                sections.append(Section(page.title, blocks))
    found = {block.path: block for section in sections for block in flat(section.blocks)}
    return Sheet(form.title, tuple(sections), found)


def flat(blocks: Sequence[Block]) -> Iterator[Line | Grid]:
    """The lines and tables, those inside groups too; what stands in rows stays there."""
    for block in blocks:
        if isinstance(block, Group):
            yield from flat(block.blocks)
        else:
            yield block


def only(blocks: Sequence[Block], paths: frozenset[str]) -> tuple[Block, ...]:
    """The blocks with just these lines and tables in them; a group that has none left goes."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Group):
            inside = only(block.blocks, paths)
            if inside:
                kept.append(Group(block.label, inside))
        elif block.path in paths:
            kept.append(block)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk over a form as it stands with some answers."""

    stands: Standing

    def blocks(self, nodes: Sequence[Field], scope: Any, prefix: str) -> Iterator[Block]:
        """The blocks of components in the form's order; ``scope`` is what their keys are read in (a row, or all answers)."""
        for plain in nodes:
            node = self.stands.now(plain, scope)
            at = join(prefix, node.key)
            if at in self.stands.hidden or node.kind.name in _SILENT:
                continue
            if node.kind.layout:
                inside = tuple(self.blocks(node.children, scope, prefix))
                if inside and node.kind.name in _TITLED and node.label:
                    yield Group(label_for(node, True), inside)
                else:
                    yield from inside
            elif node.kind.repeats:
                yield self._grid(node, paths.get(scope, node.parts), at)
            else:
                yield _line(node, paths.get(scope, node.parts), at)

    def _grid(self, node: Field, value: Any, at: str) -> Grid:
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        records = tuple(tuple(self.blocks(node.children, row, f"{at}[{number}]")) for number, row in enumerate(rows))
        heads, cells = _columns(records)
        return Grid(at, label_for(node, True), item_name(node), heads, _widths(heads, cells), cells, records)


def _columns(records: Sequence[tuple[Block, ...]]) -> tuple[tuple[str, ...], tuple[tuple[Line | None, ...], ...]]:
    """The rows' lines side by side, or nothing when rows hold tables, long texts, or more columns than fit."""
    rows = [{_key(block): block for block in flat(record)} for record in records]
    names: dict[str, str] = {}
    for row in rows:
        for name, block in row.items():
            if isinstance(block, Grid) or block.long or block.picture:
                return (), ()
            names.setdefault(name, block.label)
    if len(names) > MOST_COLUMNS:
        return (), ()
    cells = tuple(tuple(row.get(name) for name in names) for row in rows)
    return tuple(names.values()), cells  # type: ignore[return-value]  # no Grid came this far


def _widths(heads: Sequence[str], cells: Sequence[Sequence[Line | None]]) -> tuple[int, ...]:
    """Every column as wide as its longest word, up to a sixth of the line, the rest shared by how much each has to say."""
    if not cells:
        return ()
    texts = [[head, *(cell.text for row in cells if (cell := row[at]))] for at, head in enumerate(heads)]
    words = [min(max(len(word) for text in said for word in text.split() or [""]), _LINE // 6) + 2 for said in texts]
    wishes = [min(max(map(len, said)), _LINE) for said in texts]
    spare = max(_LINE - sum(words), 0)
    more = [max(wish - word, 0) for wish, word in zip(wishes, words, strict=True)]
    wide = [word + spare * extra / (sum(more) or 1) for word, extra in zip(words, more, strict=True)]
    shares = [max(5, 5 * round(19 * share / sum(wide))) for share in wide]
    widest = shares.index(max(shares))
    return tuple(0 if at == widest else share for at, share in enumerate(shares))


def _key(block: Line | Grid) -> str:
    """A block's path inside its row."""
    return block.path.rpartition("]")[2]


def _line(node: Field, value: Any, at: str) -> Line:
    label = label_for(node, True)
    if node.multiple:
        said = [node.kind.display(node, one) for one in value if not node.kind.is_empty(one)] if isinstance(value, list) else []
        return Line(at, label, "\n".join(said), long=len(said) > 1)
    empty = value is MISSING or node.is_empty(value)
    if node.kind.name == "checkbox":
        return Line(at, label, "" if empty else node.kind.display(node, value), choices=(Choice(label, not empty),))
    shown = "" if empty else node.kind.display(node, value)
    if node.kind.name in _DATED:
        shown = _ONE_DIGIT.sub(r"0\1", shown)  # NĐ 30/2020: nothing can be written before a nought
    drawn = value if node.kind.name == "signature" and not empty and picture(value) is not None else ""
    return Line(
        at,
        label,
        "" if drawn else shown,
        choices=_choices(node, None if empty else value),
        picture=str(drawn),
        long="\n" in shown or len(shown) > _LONG,
        number=node.kind.name in ("number", "currency"),
    )


def _choices(node: Field, value: Any) -> tuple[Choice, ...]:
    """Every option with its box, for radios and boxes whose options stand in the form and are few."""
    options = getattr(node.extra, "inline", ()) if node.kind.name in ("radio", "selectboxes") else ()
    if not 0 < len(options) <= MOST_CHOICES:
        return ()
    chosen = {name for name, ticked in value.items() if ticked} if isinstance(value, Mapping) else {value}
    return tuple(Choice(option.label, option.value in chosen) for option in options)
