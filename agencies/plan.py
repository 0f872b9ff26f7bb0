"""What the seed files ask for, as plain rows: the tree of agencies and their seats. Pure; ``services/load.py`` writes it.

The files are seeds/agencies/{tree,seats}.yaml; their comments are their documentation. A template is text with {name}-like
places, so a province with other levels or other kinds of offices is another file, not other code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.models import Agency
from agencies.units import PROVINCE, Unit


class BadSeed(ValueError):
    """A seed file that contradicts itself or the units."""


@dataclass(frozen=True, slots=True)
class PlannedAgency:
    """One agency to be. ``parent`` is an identifier, ``area`` the code of a unit of the tree's edition."""

    code: str
    name: str
    short_name: str
    kind: str
    level: str
    parent: str | None
    valid_from: date
    area: str | None = None
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """One seat to be; without a key it comes from a template."""

    agency: str
    role: str
    title: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit of territory with its groups under the root, the layer it belongs to and the words that templates use."""

    unit: Unit
    groups: str
    layer: Mapping[str, Any]
    above: str
    valid_from: date

    @property
    def words(self) -> dict[str, str]:
        return {"unit": _in_sentence(self.unit.name), "above": self.above}


def plan_tree(tree: Mapping[str, Any], units: Iterable[Unit]) -> list[PlannedAgency]:
    """Every agency of the file, each after its parent. Raises ``BadSeed`` for an identifier used twice."""
    places = _places(tree, units)
    planned = [*_province(tree), *_authorities(tree, places), *_verticals(tree, places)]
    seen: set[str] = set()
    for agency in planned:
        if agency.code in seen:
            raise BadSeed(f"{agency.code} twice")
        if agency.parent is not None and agency.parent not in seen:
            raise BadSeed(f"{agency.code} stands before its parent {agency.parent}")
        seen.add(agency.code)
    return planned


def plan_seats(seats: Mapping[str, Any], agencies: Sequence[PlannedAgency]) -> list[PlannedSeat]:
    """Named seats first, then the templates' for every (agency, role) that has none. Raises ``BadSeed`` for an unknown agency."""
    codes = {agency.code for agency in agencies}
    planned = [PlannedSeat(row["agency"], row["role"], row["title"], row["key"]) for row in seats["seats"]]
    if unknown := {seat.agency for seat in planned} - codes:
        raise BadSeed(f"seats of unknown agencies: {', '.join(sorted(unknown))}")
    taken = {(seat.agency, seat.role) for seat in planned}
    for template in seats["templates"]:
        for agency in agencies:
            if agency.kind != template["kind"] or template.get("level", agency.level) != agency.level:
                continue
            rows = [PlannedSeat(agency.code, row["role"], row["title"]) for row in template["seats"]]
            planned.extend(seat for seat in rows if (seat.agency, seat.role) not in taken)
            taken.update((seat.agency, seat.role) for seat in rows)
    return planned


def _places(tree: Mapping[str, Any], units: Iterable[Unit]) -> list[_Place]:
    """The units of every layer, each followed by those below it."""
    province = tree["province"]
    own = [unit for unit in units if unit.edition == province["edition"]]
    top = next((unit for unit in own if unit.level == PROVINCE and unit.code == province["unit"]), None)
    if top is None:
        raise BadSeed(f"no province {province['unit']} in edition {province['edition']}")
    below: dict[tuple[str, str], list[Unit]] = {}
    for unit in sorted(own, key=lambda unit: unit.code):
        below.setdefault((unit.level, unit.parent or ""), []).append(unit)
    return list(_layer(tree["layers"], top, "", province["valid_from"], below))


def _layer(
    layers: Sequence[Mapping[str, Any]], above: Unit, groups: str, since: date, below: Mapping[tuple[str, str], Sequence[Unit]]
) -> Iterator[_Place]:
    if not layers:
        return
    layer = layers[0]
    for number, unit in enumerate(below.get((layer["units"], above.code), ())):
        own = f"{groups}{layer['first_group'] + number:02d}"
        valid_from = layer.get("valid_from", {}).get(unit.code, since)
        yield _Place(unit, own, layer, _in_sentence(above.name), valid_from)
        yield from _layer(layers[1:], unit, f"{own}.", valid_from, below)


def _in_sentence(name: str) -> str:
    """Phường Phú Cường → phường Phú Cường."""
    return name[:1].lower() + name[1:]


def _province(tree: Mapping[str, Any]) -> Iterator[PlannedAgency]:
    since, root, levels = tree["province"]["valid_from"], tree["root"], tree["levels"]
    yield _agency(root, Agency.Kind.AUTHORITY, levels["root"], None, since, area=tree["province"]["unit"])
    yield _agency(tree["centre"], Agency.Kind.CENTRE, levels["body"], root["code"], since)
    for row in tree["departments"]:
        yield _agency(row, Agency.Kind.DEPARTMENT, levels["body"], root["code"], since)
        for division in row.get("divisions", ()):
            yield _agency(division, Agency.Kind.DIVISION, levels["unit"], row["code"], since)


def _agency(
    row: Mapping[str, Any], kind: str, level: str, parent: str | None, since: date, area: str | None = None
) -> PlannedAgency:
    return PlannedAgency(
        code=row["code"],
        name=row["name"],
        short_name=row.get("short_name", ""),
        kind=kind,
        level=level,
        parent=row.get("parent", parent),
        valid_from=row.get("valid_from", since),
        area=area,
        address=row.get("address", ""),
        phone=row.get("phone", ""),
    )


def _authorities(tree: Mapping[str, Any], places: Sequence[_Place]) -> Iterator[PlannedAgency]:
    """The authority of every unit of territory, with its divisions and its desk."""
    root, unit_level = tree["root"]["code"], tree["levels"]["unit"]
    for place in places:
        code = f"{root}.{place.groups}"
        yield PlannedAgency(
            code=code,
            name=place.layer["name"].format(**place.words),
            short_name=place.layer["short_name"].format(**place.words),
            kind=Agency.Kind.AUTHORITY,
            level=place.layer["level"],
            parent=code.rpartition(".")[0],
            valid_from=place.valid_from,
            area=place.unit.code,
            address=_seat_of(place),
        )
        for row in place.layer.get("divisions", ()):
            if place.unit.name.startswith(tuple(row.get("only", ("",)))):
                named = {"name": row["name"] + " {unit}", "short_name": row["name"]}
                yield _unit(named, f"{code}.{row['group']}", Agency.Kind.DIVISION, unit_level, place)
        desk = place.layer["one_door"]
        yield _unit(desk, f"{code}.{desk['group']}", Agency.Kind.ONE_DOOR, unit_level, place)


def _verticals(tree: Mapping[str, Any], places: Sequence[_Place]) -> Iterator[PlannedAgency]:
    """Agencies of ministries that work in the province, with branches where the file names a template for the layer."""
    since, levels = tree["province"]["valid_from"], tree["levels"]
    for row in tree["verticals"]:
        yield _agency(row, Agency.Kind.VERTICAL, levels["body"], tree["root"]["code"], since)
        for place in places:
            if template := row.get("branches", {}).get(place.unit.level):
                yield _unit(template, f"{row['code']}.{place.groups}", Agency.Kind.VERTICAL, levels["unit"], place)


def _unit(template: Mapping[str, str], code: str, kind: str, level: str, place: _Place) -> PlannedAgency:
    return PlannedAgency(
        code=code,
        name=template["name"].format(**place.words),
        short_name=template.get("short_name", "").format(**place.words),
        kind=kind,
        level=level,
        parent=code.rpartition(".")[0],
        valid_from=place.valid_from,
        area=place.unit.code if kind == Agency.Kind.VERTICAL else None,
        address=_seat_of(place) if kind == Agency.Kind.ONE_DOOR else "",
    )


def _seat_of(place: _Place) -> str:
    """The address that is known of every authority: its own house."""
    return "Trụ sở Ủy ban nhân dân {unit}, {above}".format(**place.words)
