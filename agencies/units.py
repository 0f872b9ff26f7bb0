"""Administrative units as the package ``vietnamadminunits`` (MIT) carries them, read from its data files only.

Its code is never imported: the parser would pull in geopy and shapely. Edition ``2008`` is the three levels in force until
30/6/2025, edition ``2025`` the two levels since 1/7/2025 (QĐ 19/2025/QĐ-TTg); the converter says which became which.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from common.text import fold, nfc, sort_key

PACKAGE = "vietnamadminunits"
OLD, NEW = "2008", "2025"
LEVELS = PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. ``parent`` is the code of the unit above it in the same edition; ``full`` names the whole chain."""

    edition: str
    code: str
    name: str
    level: str
    parent: str | None
    full: str

    @property
    def folded(self) -> str:
        """What search looks in: the whole chain without diacritics."""
        return fold(self.full.replace(",", " "))[:200]

    @property
    def order(self) -> str:
        """The sort key of the name."""
        return sort_key(self.name)[:300]


def fingerprint() -> str:
    """Changes when the package does: its version and the sizes of its files."""
    sizes = ",".join(str(_file(name).stat().st_size) for name in ("dataset.db", "converter_2025.json"))
    return f"{distribution(PACKAGE).version}:{sizes}"


def read_units(renamed: Mapping[tuple[str, str], str] | None = None) -> list[Unit]:
    """All units of both editions, each before those below it: 63 + 696 + 10,035 and 34 + 3,321.

    ``renamed``: (edition, province code) → the name that a province took after the package was made.
    """
    renamed = renamed or {}
    with closing(sqlite3.connect(f"file:{_file('dataset.db')}?mode=ro", uri=True)) as data:
        old = data.execute("SELECT provinceCode, province, districtCode, district, wardCode, ward FROM admin_units_legacy")
        units = list(_chains(OLD, old, renamed))
        new = data.execute("SELECT provinceCode, province, NULL, NULL, wardCode, ward FROM admin_units")
        units.extend(_chains(NEW, new, renamed))
    return sorted(units, key=lambda unit: (unit.edition, LEVELS.index(unit.level), unit.code))


def read_successors() -> set[tuple[str, str, str]]:
    """(level, old code, new code) for provinces and communes; an old unit that was divided has several new ones.

    Districts have no successor: the level was abolished. The five island districts without communes become one đặc khu each.
    """
    converter = json.loads(_file("converter_2025.json").read_text(encoding="utf-8"))
    with closing(sqlite3.connect(f"file:{_file('dataset.db')}?mode=ro", uri=True)) as data:
        old, old_provinces = _old_keys(data)
        new = {(p, w): code for p, w, code in data.execute("SELECT provinceKey, wardKey, wardCode FROM admin_units")}
        new_provinces = dict(data.execute("SELECT DISTINCT provinceKey, provinceCode FROM admin_units"))
    pairs = {
        (PROVINCE, old_provinces[before], new_provinces[after])
        for after, befores in converter["DICT_PROVINCE"].items()
        for before in befores
    }
    for province, key, chain in _converted(converter):
        if chain in old and (province, key) in new:
            level, code = old[chain]
            pairs.add((level, code, new[province, key]))
    return pairs


def _old_keys(data: sqlite3.Connection) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Chains of keys as the converter writes them, and province keys, with their codes."""
    chains: dict[str, tuple[str, str]] = {}
    rows = data.execute("SELECT provinceKey, districtKey, wardKey, districtCode, wardCode FROM admin_units_legacy")
    for province, district, commune, district_code, commune_code in rows:
        unit = (COMMUNE, commune_code) if commune_code else (DISTRICT, district_code)
        chains[f"{province}_{district}_{commune or ''}"] = unit
    return chains, dict(data.execute("SELECT DISTINCT provinceKey, provinceCode FROM admin_units_legacy"))


def _converted(converter: dict) -> Iterator[tuple[str, str, str]]:
    """(new province key, new commune key, old chain) of every line of the converter."""
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for key, chains in wards.items():
            for chain in chains:
                yield province, key, chain
    for province, chains in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for chain, wards in chains.items():
            for ward in wards:
                yield province, ward["newWardKey"], chain


def _chains(edition: str, rows: Iterable[tuple], renamed: Mapping[tuple[str, str], str]) -> Iterator[Unit]:
    """Units of an edition from its flat rows, each once."""
    seen: set[tuple[str, str]] = set()
    for province_code, province, *below in rows:
        pairs = [(province_code, renamed.get((edition, province_code), province)), (below[0], below[1]), (below[2], below[3])]
        chain = [(code, nfc(name), level) for (code, name), level in zip(pairs, LEVELS, strict=True) if code]
        for depth, (code, name, level) in enumerate(chain):
            if (level, code) in seen:
                continue
            seen.add((level, code))
            full = ", ".join(part for _code, part, _level in reversed(chain[: depth + 1]))
            yield Unit(edition, code, name, level, chain[depth - 1][0] if depth else None, full)


def _file(name: str) -> Path:
    return Path(str(distribution(PACKAGE).locate_file(f"{PACKAGE}/data/{name}")))
