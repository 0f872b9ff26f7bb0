"""The document as a whole: its hash, an empty one to begin with, its texts in another language, its e-forms' references."""

import copy
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from eforms import building

EMPTY_FORM: dict[str, Any] = {"display": "wizard", "title": "", "components": []}


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: the same content has the same hash whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def empty(name: str) -> dict[str, Any]:
    """What a draft of a new procedure begins with: its name, and every part that it must get, empty."""
    lists = ("keywords", "cases", "papers", "fees", "results", "steps", "methods", "conditions", "legal_bases", "eligibility")
    return {
        "schema": 1,
        "names": {"vi": name},
        "summary": "",
        "who": "",
        "fee_text": "",
        "limit": {"value": "", "policy": {}, "text": ""},
        "form": copy.deepcopy(EMPTY_FORM),
        **{part: [] for part in lists},
        "translations": {},
    }


def form_of(content: Mapping[str, Any], case: str = "") -> dict[str, Any]:
    """The procedure's e-form, or the one that a case has for itself; an empty one where there is none (a bare import)."""
    form = content.get("form")
    if case:
        form = next((one.get("form") for one in content.get("cases", ()) if one.get("code") == case), None)
    return form if isinstance(form, dict) else copy.deepcopy(EMPTY_FORM)


def with_form(content: Mapping[str, Any], form: Mapping[str, Any], case: str = "") -> dict[str, Any]:
    """The content with another e-form for the procedure or for one case; an empty one takes the case's own away."""
    if not case:
        return {**content, "form": dict(form)}
    cases = [dict(one) for one in content.get("cases", ())]
    for one in cases:
        if one.get("code") == case:
            one.pop("form", None)
            one |= {"form": dict(form)} if form else {}
    return {**content, "cases": cases}


def identified(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as a draft holds it: every question of its e-forms, the cases' too, carries its reference."""
    made = {**content, "form": building.identified(form_of(content))}
    if any("form" in case for case in content.get("cases", ())):
        made["cases"] = [
            {**case, "form": building.identified(case["form"])} if "form" in case else case for case in content["cases"]
        ]
    return made


def localised(content: Mapping[str, Any], language_code: str) -> dict[str, Any]:
    """The content with the texts that ``translations`` has for the language put in place; the rest stays Vietnamese."""
    result = copy.deepcopy(dict(content))
    for path, text in content.get("translations", {}).get(language_code, {}).items():
        _put(result, path.split("/"), text)
    return result


def _put(node: Any, path: list[str], text: str) -> None:
    for name in path[:-1]:
        node = _child(node, name)
        if node is None:
            return
    if isinstance(node, dict):
        node[path[-1]] = text
    elif isinstance(node, list) and path[-1].isdigit() and int(path[-1]) < len(node):
        node[int(path[-1])] = text


def _child(node: Any, name: str) -> Any:
    if isinstance(node, dict):
        return node.get(name)
    if isinstance(node, list):
        keyed = next(
            (item for item in node if isinstance(item, dict) and name in (item.get("key"), item.get("code"), item.get("value"))),
            None,
        )
        return keyed if keyed is not None or not name.isdigit() or int(name) >= len(node) else node[int(name)]
    return None
