"""One difference, and how values read in a sentence."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from procedures.sections import section_of

Kind = Literal["added", "removed", "changed"]
LONGEST = 160  # characters of a text quoted inside a sentence; ``before`` and ``after`` hold it whole


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. ``section``: the editor's section (procedures/sections.py); ``path``: the part (papers/<key>);
    ``sentence``: the change told; ``before``, ``after``: the two sides in words, "" where there is none."""

    section: str
    path: str
    kind: Kind
    sentence: str
    before: str = ""
    after: str = ""


def added(path: str, sentence: str, after: Any = "") -> Difference:
    return Difference(section_of(path), path, "added", sentence, "", words(after))


def removed(path: str, sentence: str, before: Any = "") -> Difference:
    return Difference(section_of(path), path, "removed", sentence, words(before), "")


def changed(path: str, sentence: str, before: Any = "", after: Any = "") -> Difference:
    return Difference(section_of(path), path, "changed", sentence, words(before), words(after))


def or_generally(found: Iterable[Difference], path: str, sentence: str) -> list[Difference]:
    """What was found about one entry; where no sentence knew it, the general one: nothing that differs goes unsaid."""
    return list(found) or [changed(path, sentence)]


def words(value: Any) -> str:
    """A value as one side of a comparison shows it."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def short(text: Any) -> str:
    """A text for inside a sentence: one line, without its full stop, cut where it is long."""
    line = " ".join(str(text or "").split()).removesuffix(".")
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def called(row: Mapping[str, Any]) -> str:
    """What an entry of a list is called."""
    return short(row.get("name") or row.get("question") or row.get("text") or row.get("code") or row.get("key") or "")


def quote(row: Mapping[str, Any]) -> str:
    """The same in quotation marks."""
    return f"“{called(row)}”"


def part(content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part that is a document, empty where there is none."""
    value = content.get(name)
    return value if isinstance(value, Mapping) else {}


def text(content: Mapping[str, Any], name: str) -> str:
    """A part that is a text, "" where there is none."""
    value = content.get(name)
    return value.strip() if isinstance(value, str) else ""


def rows(content: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The entries of a list that are documents."""
    value = content.get(name)
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def codes(row: Mapping[str, Any], name: str) -> list[str]:
    """The entries of a list of codes or keys."""
    value = row.get(name)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def texts(content: Mapping[str, Any], name: str) -> list[str]:
    """The entries of a list of texts; a step may be ``{name?, text}``."""
    value = content.get(name)
    found = []
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Mapping):
            one = ": ".join(str(held) for held in (one.get("name"), one.get("text")) if held)
        if isinstance(one, str) and one.strip():
            found.append(one.strip())
    return found
