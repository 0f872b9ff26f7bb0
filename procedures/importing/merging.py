"""A changed record of a procedure in force: what the record says, on top of what only we know of the procedure.

The e-form, the process, the computed fees, eligibility, translations and our sentences stay. A paper or result that both
have (by its code or its name) keeps our key and what the record has no place for: conditions, templates, fields of results.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from common.text import fold

OURS = ("form", "form_template", "process", "fees", "eligibility", "translations", "summary", "who", "fee_text")
_SAID = ("name", "originals", "copies", "code")


def merged(held: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The content of the next version's draft; neither argument is changed."""
    content = {**held, **said}
    for part in OURS:
        if held.get(part):
            content[part] = held[part]
    content["names"] = {**held.get("names", {}), **said["names"]}
    for part in ("papers", "results"):
        if said.get(part):
            content[part] = _rows(held.get(part, ()), said[part])
    keys = {row["key"]: kept["key"] for row, kept in zip(said.get("papers", ()), content.get("papers", ()), strict=False)}
    if said.get("cases"):
        content["cases"] = [_case(case, keys, held.get("cases", ())) for case in said["cases"]]
    if held.get("limit", {}).get("value") == said.get("limit", {}).get("value", object()):
        content["limit"] = held["limit"]  # the same time: our words and policy for it are the better ones
    elif not said.get("limit", {}).get("value") and held.get("limit"):
        content["limit"] = held["limit"]
    if held.get("service_level"):
        content["service_level"] = held["service_level"]
    return content


def _rows(held: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows that the record says, in its order, each with what we knew of it."""
    left = list(held)
    made: list[dict[str, Any]] = []
    taken = {row["key"] for row in held if "key" in row}
    for row in said:
        known = next((one for one in left if _same(one, row)), None)
        if known is not None:
            left.remove(known)
            made.append({**row, **known, **{name: row[name] for name in _SAID if name in row}})
        else:
            key = row["key"]
            while key in taken:
                key += "-moi"
            taken.add(key)
            made.append({**row, "key": key})
    return made


def _same(held: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    if held.get("name") and fold(held["name"]) == fold(said["name"]):
        return True
    return bool(said.get("code")) and held.get("code") == said.get("code")


def _case(case: Mapping[str, Any], keys: Mapping[str, str], held: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    known = next((one for one in held if one.get("code") == case["code"]), {})
    own = {part: known[part] for part in ("when", "hint", "form", "process", "fee_text") if part in known}
    papers = {"papers": [keys.get(key, key) for key in case["papers"]]} if "papers" in case else {}
    return {**case, **papers, **own}
