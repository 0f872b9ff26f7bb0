"""Loading the catalogue from seeds/: fields, life events, synonyms, legal texts, procedures with their content, who offers them.

Everything is looked up by its own key and written only where it differs, so a second run creates nothing. What is read::

    life_events.yaml   [{slug, name, summary, en?: {name, summary}, first?: [codes]}]        synonyms.yaml   {phrase: means}
    elsewhere.yaml     [{phrases: [as people say it], where}]   what is done elsewhere (may be absent)
    legal_bases.yaml   [{code, name, issued_by?, issued_on?, in_force_from?, in_force_to?, replaced_by?: code}]   (may be absent;
                       a text that a procedure names and this file does not gets a record with its name alone)
    procedures/<code>/procedure.yaml
        code · field {code, name} · kind? standard|specific|internal · life_events? [slug] · popularity?
        decision (as people write it) · decision_number? · decision_date? · publication_kind? new|amended|replaced
        effective_from (a day ahead schedules the version; the demonstration takes it at most today unless ``scheduled: true``)
        replaces? {code, from}     this provincial copy stands in that procedure's place from the day on
        offerings  [{receiving, handling} or {every: {kind, level?, area?, under?}}, each with service_level, online?,
                    channels? [online|counter|post], receiving_points? [text], fee_account?, overrides? {limit?: {value, text},
                    fee_text?}, valid_from?, valid_to?]        (procedures/services/offer.py says what may be overridden)
        content    the version's document (procedures/content); form, process and translations come from their own files
    procedures/<code>/form.en.yaml                              the e-form's texts: {Vietnamese: English} (may be absent)
    procedures/<code>/form.json, process.yaml, en.yaml          en.yaml: {path: text}; form and process may be absent where
                                                                content says service_level: information
    procedures/<code>/cases/<case code>/form.json, process.yaml   a case's own, where its entry in content.cases has none inline
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
from common.text import nfc
from procedures import revision
from procedures.models import Field, LifeEvent, Procedure, ProcedureVersion, Synonym
from procedures.services import legal, replace, synonyms
from procedures.services.offer import Terms, offer_pairs
from procedures.services.publish import Decision, publish

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times quicker where libyaml is there
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
        english = event.get("en", {})
        row = {"name": event["name"], "summary": event["summary"], "order": order, "first": event.get("first")}
        row |= {"name_en": english.get("name", ""), "summary_en": english.get("summary", "")}
        made["life_events"] += LifeEvent.objects.update_or_create(slug=event["slug"], defaults=row)[1]
    made["synonyms"] += _synonyms(_read(folder / "synonyms.yaml"))
    if (folder / "elsewhere.yaml").exists():
        made["elsewhere"] += _elsewhere(_read(folder / "elsewhere.yaml"))
    if (folder / "legal_bases.yaml").exists():
        made["legal_bases"] += legal.load(_read(folder / "legal_bases.yaml"))
    wanted, replacing = set(codes), []
    for home in sorted((folder / "procedures").iterdir()):
        if home.is_dir() and (not wanted or home.name in wanted) and (home / "procedure.yaml").exists():
            data, content = content_of(home)
            made.update(_procedure(data, content))
            if "replaces" in data:
                replacing.append((data["code"], data["replaces"]))
    for code, old in replacing:
        if Procedure.objects.filter(code=old["code"]).exists():
            replace.take_place(code, old["code"], _day(old["from"]), by=SYSTEM)
    return made


def content_of(home: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """A procedure folder as (catalogue data, content of a version), from the files named above."""
    data = _read(home / "procedure.yaml")
    content = data.pop("content")
    content["translations"] = {"en": _read(home / "en.yaml")} if (home / "en.yaml").exists() else {}
    content.update(_own_parts(home))
    for case in content.get("cases", ()):
        case.update({part: held for part, held in _own_parts(home / "cases" / case["code"]).items() if part not in case})
    return data, content


def _own_parts(home: Path) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    if (home / "process.yaml").exists():
        parts["process"] = _read(home / "process.yaml")
    if (home / "form.json").exists():
        parts["form"] = json.loads((home / "form.json").read_text(encoding="utf-8"))
        if (home / "form.en.yaml").exists():
            parts["form"]["i18n"] = {"en": _read(home / "form.en.yaml")}
    return parts


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)  # as safe as safe_load, six times as fast


def _synonyms(pairs: Mapping[str, str]) -> int:
    """Add what is not there; a phrase that publishers gave another meaning keeps it, one that they took away stays away."""
    known = set(Synonym.objects.values_list("phrase", flat=True)) | synonyms.taken_away()
    missing = [Synonym(phrase=nfc(phrase), means=nfc(means)) for phrase, means in pairs.items() if nfc(phrase) not in known]
    Synonym.objects.bulk_create(missing)
    if missing:
        revision.bump()
    return len(missing)


def _elsewhere(rows: Iterable[Mapping[str, Any]]) -> int:
    """Say of everyday phrases where it is done; one that publishers have written about, or took away, keeps what they did."""
    wanted = {nfc(phrase): nfc(row["where"]) for row in rows for phrase in row["phrases"]}
    known = {row.phrase: row for row in Synonym.objects.filter(phrase__in=wanted)}
    gone = synonyms.taken_away()
    missing = [Synonym(phrase=p, means="", elsewhere=w) for p, w in wanted.items() if p not in known and p not in gone]
    silent = [known[phrase] for phrase in wanted if phrase in known and not known[phrase].elsewhere]
    for row in silent:
        row.elsewhere = wanted[row.phrase]
    Synonym.objects.bulk_create(missing)
    Synonym.objects.bulk_update(silent, ["elsewhere"])
    if missing or silent:
        revision.bump()
    return len(missing) + len(silent)


def _procedure(data: Mapping[str, Any], content: Mapping[str, Any]) -> Counter[str]:
    made: Counter[str] = Counter()
    field, new_field = Field.objects.update_or_create(code=data["field"]["code"], defaults={"name": data["field"]["name"]})
    facts = {"field": field, "popularity": data.get("popularity", 0), "kind": data.get("kind", Procedure.Kind.STANDARD)}
    procedure, new = Procedure.objects.get_or_create(code=data["code"], defaults=facts)
    procedure.life_events.set(LifeEvent.objects.filter(slug__in=data.get("life_events", ())))
    made.update(fields=new_field, procedures=new)
    before = ProcedureVersion.objects.filter(procedure=procedure).count()
    since = _day(data["effective_from"])
    publish(
        procedure.code,
        content,
        by=SYSTEM,
        effective_from=since if data.get("scheduled") else min(since, clock.today()),
        decision=_decision(data),
    )
    made["versions"] += ProcedureVersion.objects.filter(procedure=procedure).count() - before
    for given in data["offerings"]:
        made["offerings"] += _offer(procedure, given)
    return made


def _decision(data: Mapping[str, Any]) -> Decision:
    day = _day(data["decision_date"]) if "decision_date" in data else None
    return Decision(data["decision"], str(data.get("decision_number", "")), day, data.get("publication_kind", ""))


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _offer(procedure: Procedure, given: Mapping[str, Any]) -> int:
    pairs = _everywhere(given["every"]) if "every" in given else [(_agency(given["receiving"]), _agency(given["handling"]))]
    terms = Terms(
        service_level=given["service_level"],
        channels=tuple(given.get("channels", ("online",) if given.get("online", True) else ())),
        receiving_points=tuple(given.get("receiving_points", ())),
        fee_account=given.get("fee_account", ""),
        overrides=given.get("overrides", {}),
        valid_from=_day(given.get("valid_from", OPENING_DAY)),
        valid_to=_day(given["valid_to"]) if "valid_to" in given else None,
    )
    return offer_pairs(procedure, pairs, terms)


def _agency(code: str) -> int:
    found = Agency.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise SeedMissing(f"Không có cơ quan mã {code}; nạp cây cơ quan trước (seed_agencies).")
    return found


def _everywhere(where: Mapping[str, str]) -> list[tuple[int, int]]:
    """(receiving, handling) for every agency of a kind and level, under one agency where ``under`` says so.

    ``area`` takes those whose territory is of a level (commune): branches of a vertical agency stand on one level of the tree.

    Received at the body's own one-door section where it has one, at the body itself otherwise.
    """
    bodies = Agency.objects.filter(kind=where["kind"])
    if "level" in where:
        bodies = bodies.filter(level__code=where["level"])
    if "area" in where:
        bodies = bodies.filter(area__level=where["area"])
    if "under" in where:
        bodies = bodies.under(Agency.objects.get(pk=_agency(where["under"])))
    desks = dict(Agency.objects.filter(kind=Agency.Kind.ONE_DOOR, parent__in=bodies).values_list("parent_id", "pk"))
    ids = list(bodies.order_by("path").values_list("pk", flat=True))
    if not ids:
        level = where.get("level") or where.get("area")
        raise SeedMissing(f"Không có cơ quan nào loại {where['kind']}, cấp {level}; nạp cây cơ quan trước (seed_agencies).")
    return [(desks.get(pk, pk), pk) for pk in ids]
