"""Forms in and out as Form.io JSON: nothing is dropped in silence, what goes out comes back the same."""

from collections.abc import Mapping
from typing import Any

from eforms.building.importing import Import, Report, imported
from eforms.building.stored import put
from eforms.building.tree import Document, clone, places, slots

__all__ = ["Import", "Report", "exported", "imported"]
Json = Any
_FIRST = (
    "type", "key", "title", "legend", "label", "description", "html", "validate", "values", "data", "conditional", "logic",
    "calculateValue", "allowCalculateOverride", "customDefaultValue", "defaultValue",
)  # fmt: skip
_LAST = ("properties", "columns", "rows", "components")
_OF_FORM = ("display", "title", "name", "components", "i18n")


def exported(document: Document) -> dict[str, Any]:
    """Clean Form.io JSON: without references and links to blocks, names in one stable order."""
    made: dict[str, Json] = clone(document)
    for one in places(made):
        for name in ("id", "block"):
            put(one.spec, ["properties", "vn", name], None)  # type: ignore[arg-type]
    _order(made)
    return _sorted(made, (), _OF_FORM)


def _order(holder: dict[str, Json]) -> None:
    for _name, _where, held in slots(holder):
        for index, spec in enumerate(held):
            if isinstance(spec, dict):
                _order(spec)
                held[index] = _sorted(spec, _FIRST, _LAST)


def _sorted(spec: Mapping[str, Json], first: tuple[str, ...], last: tuple[str, ...]) -> dict[str, Json]:
    rank = {name: index for index, name in enumerate(first)} | {name: 1000 + index for index, name in enumerate(last)}
    return {name: spec[name] for name in sorted(spec, key=lambda name: (rank.get(name, 500), name))}
