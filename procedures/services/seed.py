"""Loading the catalogue from seeds/: fields, life events, synonyms, procedures with their content, and who offers them.

Everything is looked up by its own key and written only where it differs, so a second run creates nothing.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from agencies.models import Agency
from common import clock
from common.actors import SYSTEM
from procedures import revision
from procedures.models import Field, LifeEvent, Offering, Procedure, ProcedureVersion, Synonym
from procedures.services.publish import publish

OPENING_DAY = date(2020, 1, 1)  # offerings of the demonstration hold from here, before any dossier of it


class SeedMissing(Exception):
    """A seed names an agency that is not there; the message says which and what to load first."""


@transaction.atomic
def seed(folder: Path, *, codes: Iterable[str] = ()) -> Counter[str]:
    """Load ``folder`` (seeds/); ``codes`` narrows it to some procedures. Returns how many rows were made, by kind.

    Raises ``SeedMissing`` and ``procedures.content.BadContent``; then nothing was written.
    """
    made: Counter[str] = Counter()
    for order, event in enumerate(_read(folder / "life_events.yaml")):
        row = {"name": event["name"], "summary": event["summary"], "order": order}
        made["life_events"] += LifeEvent.objects.update_or_create(slug=event["slug"], defaults=row)[1]
    made["synonyms"] += _synonyms(_read(folder / "synonyms.yaml"))
    wanted = set(codes)
    for home in sorted((folder / "procedures").iterdir()):
        if home.is_dir() and (not wanted or home.name in wanted) and (home / "procedure.yaml").exists():
            made.update(_procedure(home))
    return made


def content_of(home: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """A procedure folder as (catalogue data, content of a version): procedure.yaml, process.yaml, form.json, en.yaml."""
    data = _read(home / "procedure.yaml")
    content = data.pop("content")
    content["translations"] = {"en": _read(home / "en.yaml")} if (home / "en.yaml").exists() else {}
    content["process"] = _read(home / "process.yaml")
    content["form"] = json.loads((home / "form.json").read_text(encoding="utf-8"))
    return data, content


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _synonyms(pairs: Mapping[str, str]) -> int:
    known = dict(Synonym.objects.order_by("phrase").values_list("phrase", "means"))
    changed = {phrase: means for phrase, means in pairs.items() if known.get(phrase) != means}
    for phrase, means in changed.items():
        Synonym.objects.update_or_create(phrase=phrase, defaults={"means": means})
    if changed:
        revision.bump()
    return len(changed)


def _procedure(home: Path) -> Counter[str]:
    made: Counter[str] = Counter()
    data, content = content_of(home)
    field, new_field = Field.objects.update_or_create(code=data["field"]["code"], defaults={"name": data["field"]["name"]})
    procedure, new = Procedure.objects.get_or_create(
        code=data["code"], defaults={"field": field, "popularity": data.get("popularity", 0)}
    )
    procedure.life_events.set(LifeEvent.objects.filter(slug__in=data.get("life_events", ())))
    made.update(fields=new_field, procedures=new)
    before = ProcedureVersion.objects.filter(procedure=procedure).count()
    publish(
        procedure.code,
        content,
        by=SYSTEM,
        effective_from=min(_day(data["effective_from"]), clock.today()),
        decision=data["decision"],
    )
    made["versions"] += ProcedureVersion.objects.filter(procedure=procedure).count() - before
    for offer in data["offerings"]:
        made["offerings"] += _offer(procedure, offer)
    return made


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _offer(procedure: Procedure, offer: Mapping[str, Any]) -> int:
    level, online = offer["service_level"], offer.get("online", True)
    pairs = _everywhere(offer["every"]) if "every" in offer else [(_agency(offer["receiving"]), _agency(offer["handling"]))]
    have = set(Offering.objects.filter(procedure=procedure).values_list("receiving_id", "handling_id"))
    rows = [
        Offering(
            procedure=procedure,
            receiving_id=receiving,
            handling_id=handling,
            service_level=level,
            online=online,
            valid_from=OPENING_DAY,
        )
        for receiving, handling in pairs
        if (receiving, handling) not in have
    ]
    if rows:
        Offering.objects.bulk_create(rows)
        revision.bump()
    return len(rows)


def _agency(code: str) -> int:
    found = Agency.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise SeedMissing(f"Không có cơ quan mã {code}; nạp cây cơ quan trước (seed_agencies).")
    return found


def _everywhere(where: Mapping[str, str]) -> list[tuple[int, int]]:
    """(receiving, handling) for every agency of a kind and level, under one agency where ``under`` says so.

    Received at the body's own one-door section where it has one, at the body itself otherwise.
    """
    bodies = Agency.objects.filter(kind=where["kind"], level__code=where["level"])
    if "under" in where:
        bodies = bodies.under(Agency.objects.get(pk=_agency(where["under"])))
    desks = dict(Agency.objects.filter(kind=Agency.Kind.ONE_DOOR, parent__in=bodies).values_list("parent_id", "pk"))
    ids = list(bodies.order_by("path").values_list("pk", flat=True))
    if not ids:
        raise SeedMissing(
            f"Không có cơ quan nào loại {where['kind']}, cấp {where['level']}; nạp cây cơ quan trước (seed_agencies)."
        )
    return [(desks.get(pk, pk), pk) for pk in ids]
