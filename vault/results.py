"""The data of each result template: attached to the PDF as JSON and printed from the same values.

Every key is optional in the data (an old register may lack a fact): a missing one prints as a dotted place, and
``missing`` lists the ones without which a result may not be issued. Publishers will edit templates later (issue 6);
then this page becomes data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ResultTemplate:
    """A result's template: its file, its title, which keys its data must have, and its number book's symbol."""

    key: str
    title: str
    page: str
    required: Sequence[str]
    book: str


# birth-certificate: registration {book, page}, child {name, sex, birth_date (ISO), birth_date_words, birth_place, ethnicity,
#   nationality, hometown, identity_number}, mother and father {name, birth_year, ethnicity, nationality, residence},
#   declarant {name, document, relation}, registered_on (ISO), registry
# extract-copy: kind ("Khai sinh"…), subject {name, birth_date, sex, ethnicity, nationality, identity_number}, event rows
#   [{label, value}], source {book, number, registered_on, registry}, copies
# building-permit: owner {name, address, representative, identity_number}, work {name, kind, designer, lot, land_area, address,
#   red_line, construction_line, footprint, floor_area, density, height, floors, level}, land_document,
#   valid_until (ISO), conditions [str], opinions [{agency, text}]
TEMPLATES: Mapping[str, ResultTemplate] = {
    t.key: t
    for t in (
        ResultTemplate(
            "birth-certificate",
            "Giấy khai sinh",
            "documents/birth_certificate.html",
            ("child.name", "child.sex", "child.birth_date", "child.birth_place"),
            "KS",
        ),
        ResultTemplate(
            "extract-copy",
            "Trích lục hộ tịch (bản sao)",
            "documents/extract_copy.html",
            ("kind", "subject.name", "source.number"),
            "TLHT-BS",
        ),
        ResultTemplate(
            "building-permit",
            "Giấy phép xây dựng",
            "documents/building_permit.html",
            ("owner.name", "work.name", "work.address"),
            "GPXD",
        ),
    )
}


class UnknownTemplate(KeyError):
    """No result template has this key."""


def template(key: str) -> ResultTemplate:
    """The template by its key; raises ``UnknownTemplate``."""
    try:
        return TEMPLATES[key]
    except KeyError:
        raise UnknownTemplate(key) from None


def missing(key: str, data: Mapping[str, Any]) -> list[str]:
    """The required keys that ``data`` lacks or leaves empty, as dotted paths."""
    return [path for path in template(key).required if not _value(data, path)]


def _value(data: Any, path: str) -> Any:
    for part in path.split("."):
        data = data.get(part) if isinstance(data, Mapping) else None
    return data
