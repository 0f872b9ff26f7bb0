"""Where a dossier's answers came from and what a register said of them: made when it is submitted, read by the official.

``Dossier.provenance`` (sealed) is ``{"rows": [row…]}``; a row speaks of one answer that names a fact:

    path, name   the question and its fact
    mark         source     a firm source gave it
                 unchecked  the person typed it, or it is their own word; ``register`` could say whether it is right
                 disputed   the person says the State is wrong: ``said``, ``known`` (what the State has, in words)
                 matched, differs, unknown   what ``register`` said later, ``on`` that day; ``known`` where it differs
    source       as sources.Source writes it, where there is one
    value        the answer that the row speaks of: changed since, it counts as unchecked
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dossiers.known import asking, chosen
from dossiers.loaded import Loaded, load
from dossiers.models import Dossier, Draft
from dossiers.sources import register_name, register_of, source_from
from eforms import paths
from eforms.nodes import Field
from eforms.paths import MISSING
from exchange.services.look_up import configured

OPEN = frozenset({"unchecked", "unknown"})


def made(draft: Draft, loaded: Loaded, answers: Mapping[str, Any]) -> dict[str, Any] | None:
    """The column for a dossier that is submitted from ``draft`` with these answers; ``None`` where there is nothing to say."""
    rows = list(_rows(draft, loaded, answers))
    return {"rows": rows} if rows else None


def _rows(draft: Draft, loaded: Loaded, answers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    best = chosen(draft)
    names = dict.fromkeys(name for node in loaded.form.nodes for name in (node.fact, node.prefill) if name)
    for name in names:
        node = asking(loaded.form, name)
        value = answer(answers, node) if node else None
        if node is None or value is None:
            continue
        row = {"path": node.path, "name": name, "value": value}
        register = register_of(name)
        if name in (draft.disputes or {}):
            yield {**row, "mark": "disputed", "register": register, **(draft.disputes or {})[name]}
        elif name in best and best[name].source.firm and node.fact:
            yield {**row, "mark": "source", "source": best[name].source.as_json()}
        elif register and configured(register):
            yield {**row, "mark": "unchecked", "register": register}


def answer(answers: Mapping[str, Any], node: Field) -> Any:
    """The answer to a question, ``None`` when it was not given."""
    value = paths.get(answers, node.parts)
    return None if value is MISSING or node.is_empty(value) else value


@dataclass(frozen=True)
class Remark:
    """What stands beside an answer at the desk. ``kind``: source, unchecked, unknown, matched, differs, disputed."""

    path: str
    name: str
    label: str
    kind: str
    words: str
    said: str = ""
    known: str = ""

    @property
    def warns(self) -> bool:
        """Whether the official has something to look into."""
        return self.kind not in ("source", "matched")


def remarks(dossier: Dossier) -> list[Remark]:
    """Every row of the dossier in words; no query."""
    form = load(dossier.version_id, dossier.case).form
    found = []
    for row in (dossier.provenance or {}).get("rows", ()):
        node = form.field(row["path"])
        if node is not None:
            current = _current(row, dossier.answers, node)
            said, known = current.get("said", ""), current.get("known", "")
            found.append(Remark(row["path"], row["name"], node.label, current["mark"], _words(current), said, known))
    return found


def _current(row: Mapping[str, Any], answers: Mapping[str, Any], node: Field) -> Mapping[str, Any]:
    """The row as it stands for today's answer: a supplement may have changed it."""
    value = answer(answers, node)
    if row["mark"] == "disputed":
        return {**row, "corrected": value is not None and node.kind.display(node, value) != row["known"]}
    if value == row["value"]:
        return row
    return {**row, "mark": "unchecked", "register": row.get("register") or register_of(row["name"])}


def _words(row: Mapping[str, Any]) -> str:
    if row["mark"] == "source":
        return source_from(row["source"]).official_words
    if row["mark"] == "disputed":
        said = _("Khác với nguồn đã có. %(source)s") if row["corrected"] else _("Người nộp báo sai. %(source)s")
        return said % {"source": source_from(row["source"]).official_words}
    if not row["register"]:
        return _("Người nộp tự khai")
    on = date.fromisoformat(row["on"]) if row.get("on") else None
    said = {"register": register_name(row["register"]), "day": f"{on.day}/{on.month}/{on.year}" if on else ""}
    return {
        "unchecked": _("Chưa đối chiếu với %(register)s"),
        "unknown": _("Không tìm thấy trong %(register)s, %(day)s"),
        "matched": _("Khớp với %(register)s, %(day)s"),
        "differs": _("Khác với %(register)s, %(day)s"),
    }[row["mark"]] % said
