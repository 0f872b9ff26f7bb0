"""Ready-made flows to begin with, and what a new step of each kind looks like: data beside this module (templates/*.yaml)."""

import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from workflow.words import END

_FOLDER = Path(__file__).resolve().parent / "templates"
_STEPS = "steps.yaml"


@dataclass(frozen=True)
class Template:
    """A usual flow. ``about``: when it fits; ``look``: what to set afterwards; ``process``: the document."""

    key: str
    title: str
    about: str
    look: tuple[str, ...]
    process: dict[str, Any]


@cache
def templates() -> tuple[Template, ...]:
    """Every template, the simplest first."""
    found = []
    for path in sorted(_FOLDER.glob("*.yaml")):
        if path.name != _STEPS:
            doc = yaml.safe_load(path.read_text(encoding="utf-8"))
            key = path.stem.partition("-")[2]
            found.append(Template(key, doc["title"], doc["about"], tuple(doc.get("look", ())), doc["process"]))
    return tuple(found)


def template(key: str, name: str) -> dict[str, Any] | None:
    """The process of a template under a name of its own; ``None`` for an unknown one."""
    found = next((one for one in templates() if one.key == key), None)
    return None if found is None else {**copy.deepcopy(found.process), "name": name}


def pattern(kind: str, key: str, name: str, target: str, before: str) -> dict[str, Any]:
    """A new step of a kind: "next" in its actions becomes ``target``, "back" the step ``before``, "here" the step itself."""
    known = _patterns()
    made = copy.deepcopy(known.get(kind, known["handle"]))
    usual = made.pop("name", "")
    places = {"next": target, "back": before, "here": key, END: END}
    actions = [
        {**action, "to": places[action["to"]]} for action in made.pop("actions", ()) if action["to"] != "back" or before != key
    ]
    step = {"key": key, "name": name or usual, "kind": kind, **made}
    return {**step, "actions": actions}


def usual_name(kind: str) -> str:
    """What a step of a kind is usually called."""
    return str(_patterns().get(kind, {}).get("name", ""))


@cache
def _patterns() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((_FOLDER / _STEPS).read_text(encoding="utf-8"))
    return read
