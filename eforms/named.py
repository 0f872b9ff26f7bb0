"""Lists that the State publishes and every form may name: ``danToc``, ``quocTich``. The files say where they come from."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from eforms.ports import Option

_FOLDER = Path(__file__).parent / "lists"


@cache
def lists() -> Mapping[str, tuple[Option, ...]]:
    """All published lists by name."""
    found = {}
    for path in sorted(_FOLDER.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = tuple(Option(value, label) for value, label in document["options"])
    return found
