"""A changed record of a procedure in force: what the record changes, on top of what only we know of the procedure.

A format has no room for everything, so a file that was exported and comes back says less than the procedure and says it in
its own words. ``echo`` is what this format says of the procedure as it is: whatever the file says in just these words is no
change, part by part and row by row, and stays as we have it. The e-form, the process, the computed fees, eligibility,
translations and our sentences stay in any case. A paper or result that both have (by its code or its name) keeps our key and
what the record has no place for: conditions, templates, fields of results.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from common.text import fold

OURS = ("form", "form_template", "process", "fees", "eligibility", "translations", "summary", "who", "fee_text")
_SAID = ("name", "originals", "copies", "code")
_KEYED = ("papers", "results")
_OWN_OF_CASE = ("when", "hint", "form", "process", "fee_text")
Content = Mapping[str, Any]


def merged(held: Content, said: Content, echo: Content, *, whole: bool = False) -> dict[str, Any]:
    """The content of the next version's draft; no argument is changed. ``whole``: the file is one of ours, so a part that the
    echo has and it has not was taken out by whoever filled it in; elsewhere what a record does not say is not said.
    """
    changed = {part: value for part, value in said.items() if value != echo.get(part)}
    gone = {part for part in echo if part not in said and part in held} if whole else set()
    content = {part: value for part, value in held.items() if part not in gone or part in OURS} | changed
    content["names"] = {**held.get("names", {}), **changed.get("names", {})}
    content["source"] = _source(held, said, echo)
    for part in OURS:
        if held.get(part):
            content[part] = held[part]
    for part in changed:
        if part not in _KEYED and part not in OURS:
            content[part] = _part(held.get(part), changed[part], echo.get(part))
    for part in _KEYED:
        if part in changed:
            content[part] = _keyed(held.get(part, ()), said[part], echo.get(part, ()))
    if "cases" in changed:
        keys = _keys(said.get("papers", ()), content.get("papers", ()) if "papers" in changed else held.get("papers", ()))
        content["cases"] = _cases(held.get("cases", ()), said["cases"], echo.get("cases", ()), keys)
    if "limit" in changed and _same_limit(held, said):
        content["limit"] = held["limit"]  # the same time: our words and policy for it are the better ones
    if held.get("service_level") and not whole:
        content["service_level"] = held["service_level"]
    return content


def _source(held: Content, said: Content, echo: Content) -> dict[str, Any]:
    """Where the record came from; notes that were not changed stay as they were."""
    made = dict(said.get("source", {}))
    if made.get("notes") == echo.get("source", {}).get("notes"):
        made.pop("notes", None)
        made |= {"notes": held["source"]["notes"]} if held.get("source", {}).get("notes") else {}
    return made


def _same_limit(held: Content, said: Content) -> bool:
    value = said.get("limit", {}).get("value")
    return bool(held.get("limit")) and (not value or held["limit"].get("value") == value)


def _part(held: Any, said: Any, echo: Any) -> Any:
    """A part that changed: a list row by row, a mapping of lists (agencies) list by list, anything else as it is said."""
    if isinstance(said, Mapping) and isinstance(held, Mapping) and isinstance(echo, Mapping):
        if all(isinstance(one, list) for one in (*said.values(), *held.values())):
            return {
                name: held[name] if rows == echo.get(name) and name in held else _part(held.get(name), rows, echo.get(name))
                for name, rows in said.items()
            }
        return said
    if not isinstance(said, list) or not isinstance(held, list) or not isinstance(echo, list) or len(held) != len(echo):
        return said
    return _aligned(held, said, echo)


def _aligned(held: Sequence[Any], said: Sequence[Any], echo: Sequence[Any]) -> list[Any]:
    """Rows without a name, told apart by what the echo says of each: an unchanged one is ours, wherever it stands now."""
    left = list(range(len(echo)))
    made: list[Any] = []
    for place, row in enumerate(said):
        found = next((index for index in left if echo[index] == row), None)
        if found is None and len(said) == len(echo) and place in left and echo[place] not in said:
            left.remove(place)
            made.append(_changed(held[place], row, echo[place]))
        elif found is None:
            made.append(row)
        else:
            left.remove(found)
            made.append(held[found])
    return made


def _changed(held: Any, said: Any, echo: Any) -> Any:
    """One row with what the file changed of it."""
    if not all(isinstance(one, Mapping) for one in (held, said, echo)):
        return said
    gone = {name for name in echo if name not in said}
    kept = {name: value for name, value in held.items() if name not in gone}
    return kept | {name: value for name, value in said.items() if value != echo.get(name)}


def _keyed(held: Sequence[Content], said: Sequence[Content], echo: Sequence[Content]) -> list[dict[str, Any]]:
    """The rows that the record says, in its order, each with what we knew of it."""
    left, twins = list(held), list(echo)
    made: list[dict[str, Any]] = []
    taken = {row["key"] for row in held if "key" in row}
    for row in said:
        known = next((one for one in left if _same(one, row)), None)
        twin = next((one for one in twins if _same(one, row)), None)
        if known is not None:
            left.remove(known)
            same = twin is not None and {**twin, "key": 0} == {**row, "key": 0}
            made.append(dict(known) if same else {**row, **known, **{name: row[name] for name in _SAID if name in row}})
        else:
            key = row["key"]
            while key in taken:
                key += "-moi"
            taken.add(key)
            made.append({**row, "key": key})
    return made


def _same(held: Content, said: Content) -> bool:
    if held.get("name") and fold(held["name"]) == fold(said["name"]):
        return True
    return bool(said.get("code")) and held.get("code") == said.get("code")


def _keys(said: Sequence[Content], kept: Sequence[Content]) -> dict[str, str]:
    """Key in the record → key in the content, of every paper."""
    found = {}
    for row in said:
        known = next((one for one in kept if _same(one, row)), row)
        found[row["key"]] = known["key"]
    return found


def _cases(
    held: Sequence[Content], said: Sequence[Content], echo: Sequence[Content], keys: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Cases by their code, or by where the echo has their name: a format may give them codes of its own."""
    made = []
    for case in said:
        papers = {"papers": [keys.get(key, key) for key in case["papers"]]} if "papers" in case else {}
        place = next((n for n, one in enumerate(echo) if case["name"] == one["name"] or case["code"] == one["code"]), None)
        if place is None or len(echo) != len(held):
            known = next((one for one in held if one.get("code") == case["code"]), {})
            made.append({**case, **papers, **{part: known[part] for part in _OWN_OF_CASE if part in known}})
            continue
        known = held[place]
        if set(papers.get("papers", ())) == set(known.get("papers", ())):
            papers = {"papers": known["papers"]} if "papers" in known else {}
        own = _changed(known, {**case, "code": 0, "papers": 0}, {**echo[place], "code": 0, "papers": 0})
        made.append(own | papers)
    return made
