"""The annex of a publication decision (NĐ 63/2010 Điều 15, NĐ 92/2017): list and content of the chosen procedures.

Laid out as an annex of NĐ 30/2020: no heading of the State, "Kèm theo Quyết định…" in italics under the title.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import get_template

from common import jail
from procedures.content import steps_of
from procedures.exporting.choosing import Exported
from procedures.importing.money import NAMES as FEES
from procedures.targets import words_of

TEMPLATE = "documents/procedures_annex.html"
MOST = 20
MOST_NAMES = 3
SECONDS = 25
CHANNELS = {"online": "Trực tuyến", "counter": "Trực tiếp", "post": "Qua bưu chính"}
LEVELS = {"full": "Toàn trình", "partial": "Một phần", "information": "Cung cấp thông tin"}
_BODIES = (
    ("deciding", "Cơ quan có thẩm quyền quyết định"),
    ("executing", "Cơ quan thực hiện"),
    ("authorised", "Cơ quan được ủy quyền"),
    ("coordinating", "Cơ quan phối hợp"),
)


class TooLong(Exception):
    """The annex could not be rendered within its bounds."""


@dataclass(frozen=True)
class Decision:
    """The decision that the annex belongs to: number, day, agency; each may still be open."""

    number: str = ""
    day: date | None = None
    agency: str = ""


def html(chosen: Sequence[Exported], decision: Decision) -> str:
    """The whole HTML, its style within."""
    context = {"decision": decision, "procedures": [_told(number, one) for number, one in enumerate(chosen, 1)]}
    return get_template(TEMPLATE).render(context)


def render(chosen: Sequence[Exported], decision: Decision) -> bytes:
    """PDF/UA-1, in a process of its own that may take ``SECONDS``. Raises ``TooLong``."""
    try:
        return jail.run("common.pdfjail", html(chosen, decision).encode(), seconds=SECONDS).body
    except jail.Escaped as escaped:
        raise TooLong from escaped


def _told(number: int, one: Exported) -> dict[str, Any]:
    content = one.content
    agencies = content.get("agencies", {})
    bodies = [(words, [body["name"] for body in agencies.get(part, ())]) for part, words in _BODIES]
    return {
        "number": number,
        "code": one.code,
        "name": content["names"]["vi"],
        "field": one.field[1],
        "decision": one.decision,
        "level": LEVELS.get(content.get("service_level", ""), ""),
        "bodies": [(words, names) for words, names in bodies if names],
        "executing": _few([body["name"] for body in agencies.get("executing") or agencies.get("deciding") or ()]),
        "steps": steps_of(content),
        "methods": _methods(content.get("methods", ())),
        "own_terms": any(method.get("limit") or method.get("fees") for method in content.get("methods", ())),
        "limit": (content.get("limit") or {}).get("text", ""),
        "fee": content.get("fee_text", ""),
        "groups": list(_groups(content)),
        "sets": content.get("sets", 1),
        "targets": [words_of(code) for code in content.get("targets", ())] or list(filter(None, [content.get("who")])),
        "results": [row.get("name", "") for row in content.get("results", ())],
        "documents": [row["name"] for row in content.get("documents", ())],
        "conditions": content.get("conditions", ()),
        "bases": content.get("legal_bases", ()),
        "notes": content.get("source", {}).get("notes", ()),
    }


def _few(names: Sequence[str]) -> str:
    """Agencies in a cell of the list; all of them stand in the content."""
    told = "; ".join(names[:MOST_NAMES])
    return f"{told} và {len(names) - MOST_NAMES} cơ quan khác" if len(names) > MOST_NAMES else told


def _methods(methods: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Ways of filing that differ in nothing but their channel are told together: many records repeat pages of terms."""
    made: dict[str, dict[str, Any]] = {}
    for method in methods:
        limit, fees = (method.get("limit") or {}).get("text", ""), [_fee(fee) for fee in method.get("fees", ())]
        terms = "|".join([method.get("text", ""), limit, *fees])
        row = made.setdefault(terms, {"channels": [], "text": method.get("text", ""), "limit": limit, "fees": fees})
        row["channels"].append(CHANNELS.get(method.get("channel", ""), ""))
    return [{**row, "channel": "; ".join(dict.fromkeys(row["channels"]))} for row in made.values()]


def _fee(fee: Mapping[str, Any]) -> str:
    amount = f"{fee['amount']:,}".replace(",", ".") + " đồng" if "amount" in fee else ""
    said = " – ".join(filter(None, (amount, fee.get("text", ""))))
    return f"{FEES.get(fee.get('kind', ''), 'Khoản thu')}: {said}"


def _groups(content: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Papers as they are asked: for each case that has its own, else all at once."""
    papers = {paper["key"]: paper for paper in content.get("papers", ())}
    cases = [case for case in content.get("cases", ()) if "papers" in case]
    for case in cases:
        yield case["name"], [papers[key] for key in case["papers"] if key in papers]
    if papers and not cases:
        yield "", list(papers.values())
