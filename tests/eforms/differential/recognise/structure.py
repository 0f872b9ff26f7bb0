"""Differences about what the server decides, and about rows and conditions."""

import re
from collections.abc import Mapping

from tests.eforms.differential.cases.table import Json
from tests.eforms.differential.compare import GONE
from tests.eforms.differential.points import REPEATS, Point, components
from tests.eforms.differential.recognise.answers import NUMBERS, TEXTS, is_number

# What the server decides -----------------------------------------------------------------------------------------


def servers(p: Point) -> bool:
    return p.kind == "hidden" and p.data


def disabled(p: Point) -> bool:
    disabled = p.spec.get("disabled") is True or "'disabled'" in str(p.spec.get("logic"))
    return disabled and (p.data or (p.error != "" and not p.only_ours))


def always_hidden(p: Point) -> bool:
    hidden = any(spec.get("hidden") is True for spec in (p.spec, *p.around))
    return hidden and p.data and p.difference.ours is GONE


def calculated(p: Point) -> bool:
    return bool(p.spec.get("calculateValue")) and p.data and not p.spec.get("calculateServer")


def calculated_in_row(p: Point) -> bool:
    return bool(p.spec.get("calculateValue")) and p.data and "[" in p.difference.path and p.difference.theirs is GONE


def logic_in_row(p: Point) -> bool:
    return bool(p.spec.get("logic")) and "[" in p.difference.path and not p.difference.path.startswith("g[0]")


def merged(p: Point) -> bool:
    actions = [action for entry in p.spec.get("logic") or () for action in entry["actions"]]
    return any(len(action.get("schemaDefinition", ())) == 1 for action in actions) and p.only_ours


def row_from_nothing(p: Point) -> bool:
    """A sum over a group that was not sent: its components stand in the document, it is not in the data."""
    absent = [spec["key"] for _path, spec, _around in components(p.difference.case.form["components"], "", ())
              if spec["type"] in REPEATS and spec["key"] not in p.difference.case.data]  # fmt: skip
    return p.data and p.difference.theirs is GONE and any(f"data.{key}'" in str(p.spec.get("calculateValue")) for key in absent)


def default_number(p: Point) -> bool:
    return (
        p.kind in NUMBERS
        and p.data
        and p.difference.theirs is GONE
        and is_number(p.spec.get("defaultValue")) | bool(p.spec.get("defaultValue"))
    )


def _rules_of(spec: Mapping[str, Json]) -> str:
    return str([spec.get(name) for name in ("conditional", "calculateValue", "logic")])


def looks_ahead(p: Point) -> bool:
    """The component, or what it stands in, reads one that stands later in the document."""
    known = [spec["key"] for _path, spec, _around in components(p.difference.case.form["components"], "", ())]
    if p.spec.get("key") not in known:
        return False
    later = known[known.index(p.spec["key"]) + 1 :]
    return any(re.search(rf"\b{re.escape(key)}\b", _rules_of(spec)) for spec in (p.spec, *p.around) for key in later)


def day_condition(p: Point) -> bool:
    return any("date" in str(spec.get("conditional")).lower() for spec in (p.spec, *p.around)) and "'type': 'day'" in str(
        p.difference.case.form
    )


def equal_as_text(p: Point) -> bool:
    kinds = {spec["key"]: spec["type"] for _path, spec, _around in components(p.difference.case.form["components"], "", ())}
    rows = [row for spec in (p.spec, *p.around) for row in (spec.get("conditional") or {}).get("conditions") or ()]
    return any(is_number(row.get("value")) and kinds.get(row["component"]) in TEXTS for row in rows)


# Rows ------------------------------------------------------------------------------------------------------------


def row_counts(p: Point) -> bool:
    return p.kind in REPEATS and p.only_ours and p.error in ("minRows", "maxRows")


def empty_rows(p: Point) -> bool:
    if p.kind not in REPEATS or not isinstance(p.sent, list) or not all(isinstance(row, Mapping) for row in p.sent):
        return False
    return (p.data and p.difference.theirs != p.difference.ours) or (
        p.error == "required" and not p.only_ours and not any(_filled(r) for r in p.sent)
    )


def _filled(value: Json) -> bool:
    """What the reference takes as an answer when it asks whether rows have any."""
    if isinstance(value, Mapping):
        return any(_filled(held) for held in value.values())
    return value not in (None, "", [], False)


def empty_container(p: Point) -> bool:
    return p.kind == "container" and p.data and p.difference.theirs == {} and p.difference.ours is GONE


def no_days(p: Point) -> bool:
    return p.kind == "day" and p.spec.get("multiple") is True and p.error == "day" and p.sent in (GONE, None, "", [])


def row_defaults(p: Point) -> bool:
    """Boxes and multiple answers that were not sent are {} and [] to the reference, and so make a row too."""
    filled = any(word in str(p.spec) for word in ("defaultValue", "selectboxes", "multiple"))
    if p.kind in REPEATS:
        return p.sent is GONE and filled and (p.data or p.error == "required")
    group = next((spec for spec in p.around if spec["type"] in REPEATS), None)
    return group is not None and bool(p.spec.get("defaultValue")) and group["key"] not in p.difference.case.data


def unreachable(p: Point) -> bool:
    return p.difference.kind == "refused" and p.difference.ours == "unreachable"


def refused_pattern(p: Point) -> bool:
    return p.difference.kind == "refused" and p.difference.ours == "bad-pattern" and r"\p{" in str(p.difference.case.form)


def crash(p: Point) -> bool:
    return p.difference.kind == "crash"
