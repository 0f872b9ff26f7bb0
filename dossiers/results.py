"""Results as the procedure describes them: how many a dossier has, which fields each has and what they start with.

An entry of a version's ``results`` (procedures/issued.py checks it) may say

    fields   [{key, label, kind: text|textarea|date|fixed|scan, value: JsonLogic}]; ``key`` is a dotted path into the template's
             data (``child.name``). The handler edits the values; ``fixed`` ones (lists, computed parts) come from the rule alone.
             ``scan``: which paper scanned at the desk the copy is made of (dossiers/certifying.py); never printed as a value
    each     the path of a repeating group of the form: the dossier then has one result for each row of it
    copies   JsonLogic, the number of copies (số bản) that this result is asked for; 1 without it
    title    JsonLogic, what tells this result from its neighbours; it sees the template's ``data`` too. Strangers read it on
             the page behind the QR, so it names no person
    subject  the key of the field that names whom the paper speaks of
    own      {heading, about?, text, symbol?}: the paper's words as the publisher wrote them, with places to fill
             (common/placeholders.py): a field by its key, an answer of the form as ``to-khai.<path>``. Only with the template
             ``own-words``; ``symbol`` is the number book's (KQ without it)
    brought  how the handler may bring in a file instead of drafting: a list of ``vault.brought.Brought``'s values

Rules see ``answers``, ``words`` (procedures/words.py), ``owner``, ``case``, ``today``; with ``each`` also ``row``, ``row_words``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from common import jsonlogic, placeholders
from common.errors import NotFound
from dossiers import parts
from dossiers.loaded import Loaded
from dossiers.models import Dossier, IssuedResult
from eforms import paths
from vault.brought import Brought

FIXED = "fixed"
SCAN = "scan"
FORM = "to-khai."
"""What the name of a place that an answer fills begins with."""
OPEN = "……………"


def any_issued(dossier: Dossier) -> bool:
    """Whether a paper of this dossier is out in the world, also while it is being corrected. One query."""
    out = Q(state=IssuedResult.State.ISSUED) | Q(corrections__isnull=False)
    return dossier.results.filter(out).exists()


@dataclass(frozen=True)
class Asked:
    """One result that a dossier asks for. ``key`` is the entry's, with ``.1``, ``.2``… for its row; ``row`` is None without rows.

    ``position`` orders the dossier's results from 1; ``entry`` is the version's, with ``fields`` always there.
    """

    key: str
    position: int
    entry: Mapping[str, Any]
    row: int | None = None


def asked(loaded: Loaded, answers: Mapping[str, Any]) -> tuple[Asked, ...]:
    """Every result that these answers ask for, in order: each entry once, or once for each row of its group."""
    found = enumerate(_found(loaded.content["results"], answers), start=1)
    return tuple(Asked(key, position, {"fields": [], **entry}, row) for position, (key, entry, row) in found)


def of(dossier: Dossier, loaded: Loaded) -> tuple[Asked, ...]:
    """Every result that a dossier asks for; of a part of a joint procedure those that it is there for. One query for a part."""
    only = parts.wanted(dossier)
    found = [item for item in asked(loaded, dossier.answers) if not only or item.entry["key"] in only]
    return tuple(found)


def _found(entries: list[Any], answers: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], int | None]]:
    for entry in entries:
        if "each" not in entry:
            yield entry["key"], entry, None
            continue
        rows = paths.find(answers, entry["each"])
        for index in range(len(rows) if isinstance(rows, list) else 0):
            yield f"{entry['key']}.{index + 1}", entry, index


def one(loaded: Loaded, answers: Mapping[str, Any], key: str) -> Asked:
    """The result ``key``; raises ``NotFound`` when these answers do not ask for it."""
    for item in asked(loaded, answers):
        if item.key == key:
            return item
    raise NotFound


def row_of(item: Asked, answers: Mapping[str, Any]) -> Any:
    """The row of the answers that the result stands for; None without rows."""
    return None if item.row is None else paths.find(answers, item.entry["each"])[item.row]


def facts_for(item: Asked, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What this result's rules see: the dossier's facts, and its row."""
    rows = {"row": row_of(item, facts["answers"]), "row_words": row_of(item, facts["words"])}
    return {**facts, **(rows if item.row is not None else {})}


def copies(item: Asked, facts: Mapping[str, Any]) -> int:
    """How many copies of this result are asked for, 1 at least."""
    wanted = jsonlogic.apply(item.entry.get("copies", 1), facts_for(item, facts))
    return max(int(wanted or 1), 1)


def first_values(item: Asked, facts: Mapping[str, Any]) -> dict[str, str]:
    """What the handler's draft begins with: each editable field's rule over the facts, as text."""
    own = facts_for(item, facts)
    editable = (field for field in item.entry["fields"] if field.get("kind") != FIXED)
    return {field["key"]: _text(jsonlogic.apply(field.get("value"), own)) for field in editable}


def data(item: Asked, values: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The template's nested data: the handler's values, and the fixed fields computed anew."""
    own = facts_for(item, facts)
    nested: dict[str, Any] = {}
    for field in item.entry["fields"]:
        if field.get("kind") == SCAN:
            continue
        value = jsonlogic.apply(field.get("value"), own) if field.get("kind") == FIXED else values.get(field["key"], "")
        _put(nested, field["key"].split("."), value)
    if own_words := item.entry.get("own"):
        nested["own"] = written(own_words, nested, own)
    return nested


def written(words: Mapping[str, Any], data: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """A publisher's words with their places filled: what template ``own-words`` prints. An empty place stays a dotted line."""

    def value(name: str) -> str:
        source, path = (facts["words"], name.removeprefix(FORM)) if name.startswith(FORM) else (data, name)
        found = paths.find(source, path)
        if found is paths.MISSING and name.startswith(FORM) and "row_words" in facts:
            found = paths.find(
                facts["row_words"], path.partition(".")[2]
            )  # a question of the group that has a paper for each row
        return OPEN if found is paths.MISSING else _text(found) or OPEN

    blocks = [{"kind": block.kind, "text": block.text} for block in placeholders.fill(str(words.get("text", "")), value)]
    about = placeholders.fill(str(words.get("about", "")), value)
    return {"heading": words.get("heading", ""), "about": about[0].text if about else "", "blocks": blocks}


def may_be_brought(item: Asked) -> tuple[str, ...]:
    """How a handler may bring this result in instead of drafting it, as the procedure says."""
    return tuple(way for way in Brought.values if way in item.entry.get("brought", ()))


def title(item: Asked, values: Mapping[str, str], facts: Mapping[str, Any]) -> str:
    """What the result is called: by its rule, else the entry's name."""
    if "title" not in item.entry:
        return str(item.entry["name"])
    return _text(jsonlogic.apply(item.entry["title"], {**facts_for(item, facts), "data": data(item, values, facts)}))


def subject(item: Asked, values: Mapping[str, str]) -> str:
    """Whom the paper speaks of, "" when the entry does not say."""
    return values.get(item.entry.get("subject", ""), "")


def _put(node: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        node = node.setdefault(name, {})
    node[path[-1]] = value


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, float):
        # A decimal comma, as Vietnamese documents write numbers.
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return str(value)
