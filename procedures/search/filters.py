"""Narrowing what was found: by occasion, by who one is, by agency, level, field and service level."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

# Who a procedure is for, as people call themselves: codes of procedures/targets.py.
WHO: Mapping[str, tuple[str, ...]] = {
    "cong-dan": ("ĐT1", "ĐT14"),
    "doanh-nghiep": ("ĐT2", "ĐT8", "ĐT10"),
    "hop-tac-xa": ("DT11",),
    "to-chuc": ("ĐT9", "ĐT6", "ĐT7"),
    "nguoi-nuoc-ngoai": ("ĐT3", "ĐT4", "ĐT15"),
    "kieu-bao": ("DT12",),
    "can-bo": ("DT13",),
}
_SQL: Mapping[str, str] = {
    "event": (
        "EXISTS (SELECT 1 FROM procedures_procedure_life_events m JOIN procedures_lifeevent l ON l.id = m.lifeevent_id "
        "WHERE m.procedure_id = e.procedure_id AND l.slug = %s)"
    ),
    "who": "e.targets && %s::varchar[]",
    "agency": (
        "EXISTS (SELECT 1 FROM procedures_offering o JOIN agencies_agency a ON a.id IN (o.receiving_id, o.handling_id) "
        "WHERE o.procedure_id = e.procedure_id AND a.code = %s "
        "AND o.valid_from <= current_date AND (o.valid_to IS NULL OR o.valid_to > current_date))"
    ),
    "level": "e.levels @> ARRAY[%s]::varchar[]",
    "field": "e.field_code = %s",
    "service": "e.service_level = %s",
}


@dataclass(frozen=True)
class Filters:
    """What a visitor chose, "" where nothing: a life event's slug, a key of ``WHO``, an agency's code, a level, a field's code,
    a service level. A value that nothing has finds nothing."""

    event: str = ""
    who: str = ""
    agency: str = ""
    level: str = ""
    field: str = ""
    service: str = ""

    def __bool__(self) -> bool:
        return any(self.chosen())

    def chosen(self) -> Iterator[str]:
        """The names of the filters that are set."""
        return (each.name for each in fields(self) if getattr(self, each.name))

    def without(self, name: str) -> "Filters":
        """The others."""
        return replace(self, **{name: ""})

    def sql(self) -> tuple[str, list[Any]]:
        """Conditions over ``procedures_searchentry e``, each begun by AND, and their parameters."""
        conditions, values = "", []
        for name in self.chosen():
            conditions += f" AND {_SQL[name]}"
            value = getattr(self, name)
            values.append(list(WHO.get(value, ())) if name == "who" else value)
        return conditions, values


@dataclass(frozen=True)
class Value:
    """One value of a filter: its code, the catalogue's name for it ("" where the page names it), how many it would leave."""

    code: str
    name: str
    total: int


_COUNTS: Mapping[str, str] = {
    "event": (
        "SELECT 'event', l.slug, l.name, count(*) FROM procedures_searchentry e "
        "JOIN procedures_procedure_life_events m ON m.procedure_id = e.procedure_id "
        "JOIN procedures_lifeevent l ON l.id = m.lifeevent_id WHERE {where} GROUP BY l.slug, l.name"
    ),
    "who": (
        "SELECT 'who', g.code, '', count(*) FROM procedures_searchentry e "
        "JOIN (VALUES {groups}) g (code, codes) ON e.targets && g.codes WHERE {where} GROUP BY g.code"
    ),
    "agency": (
        "SELECT 'agency', a.code, a.name, count(DISTINCT e.procedure_id) FROM procedures_searchentry e "
        "JOIN procedures_offering o ON o.procedure_id = e.procedure_id "
        "JOIN agencies_agency a ON a.id IN (o.receiving_id, o.handling_id) WHERE {where} "
        "AND o.valid_from <= current_date AND (o.valid_to IS NULL OR o.valid_to > current_date) GROUP BY a.code, a.name"
    ),
    "level": (
        "SELECT 'level', v.code, '', count(*) FROM procedures_searchentry e, unnest(e.levels) v (code) WHERE {where} "
        "GROUP BY v.code"
    ),
    "field": (
        "SELECT 'field', e.field_code, e.field_name, count(*) FROM procedures_searchentry e WHERE {where} "
        "GROUP BY e.field_code, e.field_name"
    ),
    "service": (
        "SELECT 'service', e.service_level, '', count(*) FROM procedures_searchentry e WHERE {where} AND e.service_level <> '' "
        "GROUP BY e.service_level"
    ),
}


def question(filters: Filters, ids: list[int] | None) -> tuple[str, list[Any]]:
    """One statement that counts every filter's values: among the procedures ``ids`` (all when ``None``), under the other
    filters, so that a choice can be changed for another. Rows: filter, code, name, number."""
    parts: list[str] = []
    values: list[Any] = []
    for name, sql in _COUNTS.items():
        conditions, chosen = filters.without(name).sql()
        among = "e.procedure_id = ANY(%s)" if ids is not None else "TRUE"
        if name == "who":
            sql = sql.replace("{groups}", ", ".join("(%s, %s::varchar[])" for _ in WHO))
            values += [part for code, codes in WHO.items() for part in (code, list(codes))]
        parts.append(sql.replace("{where}", among + conditions))
        values += [*([ids] if ids is not None else []), *chosen]
    return " UNION ALL ".join(parts), values
