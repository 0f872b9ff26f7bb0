"""Loads seed data. What is there stays: screens own a row once it exists, so loading again never undoes an edit.

``overwrite`` puts names, addresses and dates of agencies back to the files'.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from agencies.models import (
    AdministrativeUnit,
    Agency,
    AgencyLevel,
    AgencySuccession,
    CalendarDay,
    CalendarVersion,
    LoadedData,
    Seat,
)
from agencies.plan import PlannedAgency, PlannedSeat
from agencies.units import COMMUNE, DISTRICT, LEVELS, NEW, OLD, PROVINCE, Unit
from common.locks import hold

BATCH = 2000
_UNIT_FIELDS = ("edition", "code", "name", "level", "parent_id", "folded", "order")


def once(name: str, fingerprint: str, load: Callable[[], dict[str, int]], *, force: bool = False) -> dict[str, int] | None:
    """Run ``load`` in one transaction unless this fingerprint is loaded already; then 1 query and ``None``.

    Two processes that start together wait for each other; returns what ``load`` counted.
    """
    if not force and LoadedData.objects.filter(name=name, fingerprint=fingerprint).exists():
        return None
    with transaction.atomic():
        hold(f"load:{name}")
        if not force and LoadedData.objects.filter(name=name, fingerprint=fingerprint).exists():
            return None
        counted = load()
        LoadedData.objects.update_or_create(name=name, defaults={"fingerprint": fingerprint})
    return counted


def load_units(units: Sequence[Unit], successors: Iterable[tuple[str, str, str]]) -> dict[str, int]:
    """Administrative units of both editions and which became which; new names and parents are taken over."""
    before = AdministrativeUnit.objects.count()
    written = 0
    ids: dict[tuple[str, str, str], int] = {}
    for level in LEVELS:
        there = {
            row[:2]: row[2:] for row in AdministrativeUnit.objects.filter(level=level).order_by("id").values_list(*_UNIT_FIELDS)
        }
        rows = [_unit_row(unit, ids) for unit in units if unit.level == level]
        changed = [
            row
            for row in rows
            if there.get((row.edition, row.code)) != (row.name, row.level, row.parent_id, row.folded, row.order)
        ]
        written += len(changed)
        AdministrativeUnit.objects.bulk_create(
            changed,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["edition", "code"],
            update_fields=["name", "level", "parent", "folded", "order"],
        )
        found = AdministrativeUnit.objects.filter(level=level).order_by("id").values_list("edition", "level", "code", "id")
        ids.update({(edition, kind, code): pk for edition, kind, code, pk in found})
    made = AdministrativeUnit.objects.count() - before
    return {"units": made, "units_changed": written - made, "successors": _link(successors, ids)}


def _link(successors: Iterable[tuple[str, str, str]], ids: Mapping[tuple[str, str, str], int]) -> int:
    through = AdministrativeUnit.successors.through
    there = set(through.objects.order_by("id").values_list("from_administrativeunit_id", "to_administrativeunit_id"))
    wanted = {(ids[OLD, level, old], _successor(ids, level, new)) for level, old, new in successors}
    links = [through(from_administrativeunit_id=old, to_administrativeunit_id=new) for old, new in sorted(wanted - there)]
    through.objects.bulk_create(links, batch_size=BATCH)
    if links:
        # Thousands of rows have just come in: without fresh statistics the planner joins them row by row.
        with connection.cursor() as cursor:
            cursor.execute(f'ANALYZE "{AdministrativeUnit._meta.db_table}", "{through._meta.db_table}"')
    return len(links)


def load_levels(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Levels by code; a level's name and rank follow the file."""
    made = 0
    for row in rows:
        _level, new = AgencyLevel.objects.update_or_create(code=row["code"], defaults={"name": row["name"], "rank": row["rank"]})
        made += new
    return {"levels": made}


def load_agencies(planned: Sequence[PlannedAgency], *, edition: str, overwrite: bool = False) -> dict[str, int]:
    """Create the agencies that are missing; ``edition`` is that of the units they stand for."""
    levels = dict(AgencyLevel.objects.order_by("code").values_list("code", "id"))
    areas = dict(AdministrativeUnit.objects.filter(edition=edition).order_by("id").values_list("code", "id"))
    there = {agency.code: agency for agency in Agency.objects.order_by("path")}
    paths = {code: agency.path for code, agency in there.items()}
    made = changed = 0
    for layer in _by_depth(planned):
        rows = []
        for plan in layer:
            paths[plan.code] = f"{paths[plan.parent] if plan.parent else ''}{plan.code}/"
            parent_id = there[plan.parent].pk if plan.parent else None
            fields = _fields(plan, levels[plan.level], areas.get(plan.area or ""), parent_id, paths[plan.code])
            if plan.code not in there:
                rows.append(Agency(code=plan.code, **fields))
            elif overwrite:
                changed += _put_back(there[plan.code], fields)
        made += len(rows)
        there.update({agency.code: agency for agency in Agency.objects.bulk_create(rows, batch_size=BATCH)})
    return {"agencies": made, "agencies_changed": changed}


def load_successions(heirs: Iterable[Mapping[str, Any]], successions: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Create the heirs that are missing, each at the top of its own tree, and who took over from whom."""
    for heir in heirs:
        area = AdministrativeUnit.objects.filter(edition=heir["area"]["edition"], code=heir["area"]["code"]).first()
        row = {key: heir[key] for key in ("name", "short_name", "kind", "valid_from")}
        row |= {"level": AgencyLevel.objects.get(code=heir["level"]), "path": f"{heir['code']}/", "area": area}
        Agency.objects.get_or_create(code=heir["code"], defaults=row)
    made = 0
    for row in successions:
        old, new = Agency.objects.get(code=row["old"]), Agency.objects.get(code=row["new"])
        made += AgencySuccession.objects.get_or_create(old=old, new=new, defaults={"on": row["since"], "basis": row["basis"]})[1]
    return {"successions": made}


def load_seats(planned: Sequence[PlannedSeat]) -> dict[str, int]:
    """Create the seats that are missing: by key, and from templates by agency and role."""
    codes = {seat.agency for seat in planned}
    agencies = dict(Agency.objects.filter(code__in=codes).order_by("id").values_list("code", "id"))
    there = list(Seat.objects.order_by("id").values_list("key", "agency_id", "role"))
    keys = {key for key, _agency, _role in there if key}
    chairs = {(agency, role) for _key, agency, role in there}
    rows = [
        Seat(agency_id=agencies[seat.agency], role=seat.role, title=seat.title, key=seat.key)
        for seat in planned
        if (seat.key not in keys if seat.key else (agencies[seat.agency], seat.role) not in chairs)
    ]
    Seat.objects.bulk_create(rows, batch_size=BATCH)
    return {"seats": len(rows)}


def load_calendars(document: Mapping[str, Any]) -> dict[str, int]:
    """The province's sessions and special days of a calendar file; rows that exist stay as they are."""
    versions = [CalendarVersion(agency=None, **row) for row in document["versions"]]
    days = [
        CalendarDay(agency=None, day=day, **{key: value for key, value in row.items() if key != "days"})
        for row in document["days"]
        for day in row["days"]
    ]
    return {"versions": _create_missing(CalendarVersion, versions), "days": _create_missing(CalendarDay, days)}


def _create_missing(model: type[Model], rows: Sequence[Model]) -> int:
    before = model._default_manager.count()
    model._default_manager.bulk_create(rows, ignore_conflicts=True)
    return model._default_manager.count() - before


def _unit_row(unit: Unit, ids: Mapping[tuple[str, str, str], int]) -> AdministrativeUnit:
    above = PROVINCE if unit.level == DISTRICT or unit.edition == NEW else DISTRICT
    parent = ids[unit.edition, above, unit.parent] if unit.parent else None
    return AdministrativeUnit(
        edition=unit.edition,
        code=unit.code,
        name=unit.name,
        level=unit.level,
        parent_id=parent,
        folded=unit.folded,
        order=unit.order,
    )


def _successor(ids: Mapping[tuple[str, str, str], int], level: str, code: str) -> int:
    """A province's is a province; a commune's and an island district's is a commune."""
    return ids[NEW, PROVINCE if level == PROVINCE else COMMUNE, code]


def _by_depth(planned: Sequence[PlannedAgency]) -> list[list[PlannedAgency]]:
    depth: dict[str, int] = {}
    layers: list[list[PlannedAgency]] = []
    for plan in planned:
        depth[plan.code] = depth[plan.parent] + 1 if plan.parent else 0
        while len(layers) <= depth[plan.code]:
            layers.append([])
        layers[depth[plan.code]].append(plan)
    return layers


def _fields(plan: PlannedAgency, level_id: int, area_id: int | None, parent_id: int | None, path: str) -> dict[str, Any]:
    return {
        "name": plan.name,
        "short_name": plan.short_name,
        "kind": plan.kind,
        "level_id": level_id,
        "parent_id": parent_id,
        "path": path,
        "area_id": area_id,
        "address": plan.address,
        "phone": plan.phone,
        "valid_from": plan.valid_from,
    }


def _put_back(agency: Agency, fields: Mapping[str, Any]) -> int:
    changed = [name for name, value in fields.items() if getattr(agency, name) != value]
    for name in changed:
        setattr(agency, name, fields[name])
    if changed:
        agency.save(update_fields=[name.removesuffix("_id") for name in changed])
    return 1 if changed else 0
