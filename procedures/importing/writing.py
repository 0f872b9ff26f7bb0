"""Records into the catalogue as drafts, a batch a transaction; nothing in force changes.

Design requirements: (1) the same record twice changes nothing: ``source.hash`` is the hash of what it says; (2) a draft that a
person opened or changed, or that is being reviewed, is never overwritten; (3) a row of the list never stands over a full
record; (4) one broken record costs only itself: a batch that the database refuses is written again one by one.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import JSONField, TextField, Value
from django.db.models.functions import Cast

from audit import log
from common import clock
from common.actors import SYSTEM, Actor
from common.ids import uuid7
from procedures import content as contents
from procedures.exporting.echo import echo
from procedures.importing import standing, trial
from procedures.importing.lint import MESSAGES, Lint
from procedures.importing.merging import merged
from procedures.importing.reading import Read
from procedures.importing.records import Parsed
from procedures.importing.standing import Held, Standing
from procedures.models import DraftChange, Procedure, VersionDraft
from procedures.services import legal

BATCH = 100
ACT = "load"  # of DraftChange; "import" is the e-form's
Status = VersionDraft.Status


@dataclass(frozen=True)
class Item:
    """What became of one record: created, updated, unchanged or failed (then ``error`` says where and why)."""

    line: int
    code: str
    outcome: str
    lint: tuple[Lint, ...] = ()
    error: str = ""
    name: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As interfaces.md gives it."""
        answer: dict[str, Any] = {"line": self.line, "code": self.code, "outcome": self.outcome}
        answer["lint"] = [found.as_dict() for found in self.lint]
        return answer | ({"error": self.error} if self.error else {})


@dataclass
class Options:
    """How a file is imported. ``seen`` holds the first line of every code of the file; ``source`` names it in the history."""

    by: Actor = SYSTEM
    source: str = ""
    publish: bool = False
    dry_run: bool = False
    seen: dict[str, int] = field(default_factory=dict)


@dataclass
class _Plan:
    """One record and what is to be done with it."""

    line: int
    parsed: Parsed
    outcome: str
    content: dict[str, Any]
    lint: tuple[Lint, ...]
    held: Held | None = None
    draft: VersionDraft | None = None


def apply(reads: Iterable[Read], options: Options | None = None) -> Iterator[Item]:
    """Take records over, in their order. Raises ``trial.NotAllowedHere`` before anything where publishing is refused."""
    options = options or Options()
    if options.publish:
        trial.must_be_allowed()
    several = iter(reads)
    while batch := list(islice(several, BATCH)):
        yield from write(batch, options)


def write(batch: Sequence[Read], options: Options) -> list[Item]:
    """One batch in one transaction; where the database refuses it, record by record, each in its own."""
    items: list[Item] = []
    todo: list[tuple[int, Parsed]] = []
    for one in batch:
        if one.parsed is None:
            items.append(Item(one.line, one.code, "failed", error=one.error))
        elif one.parsed.code in options.seen:
            items.append(_again(one, options.seen[one.parsed.code]))
        else:
            options.seen[one.parsed.code] = one.line
            todo.append((one.line, one.parsed))
    try:
        with transaction.atomic():
            items += _write(todo, options)
    except (DatabaseError, UnicodeError):
        items += [_alone(line, parsed, options) for line, parsed in todo]
    return sorted(items, key=lambda item: item.line)


def _again(one: Read, first: int) -> Item:
    assert one.parsed is not None
    twice = Lint("code", "record-duplicate", MESSAGES["record-duplicate"].format(line=first))
    return Item(one.line, one.parsed.code, "unchanged", (*one.parsed.findings.all(), twice), name=one.parsed.name)


def _alone(line: int, parsed: Parsed, options: Options) -> Item:
    try:
        with transaction.atomic():
            return _write([(line, parsed)], options)[0]
    except (DatabaseError, UnicodeError) as bad:
        reason = str(bad).split("\n")[0]
        return Item(line, parsed.code, "failed", parsed.findings.all(), f"không ghi được: {reason}", parsed.name)


def _write(todo: Sequence[tuple[int, Parsed]], options: Options) -> list[Item]:
    if not todo:
        return []
    now = standing.of([parsed.code for _line, parsed in todo])
    plans = [_plan(line, parsed, now) for line, parsed in todo]
    if not options.dry_run:
        changed = [plan for plan in plans if plan.outcome in ("created", "updated")]
        if changed:
            _procedures(changed, now)
            _drafts(changed, options)
            bases = {basis["code"]: basis for plan in changed for basis in plan.content.get("legal_bases", ())}
            legal.ensure(bases.values())
            facts = {"source": options.source, "codes": [plan.parsed.code for plan in changed]}
            log.append("system", "import-procedures", options.by, facts)
        if options.publish:
            _publish(plans, options)
    return [Item(plan.line, plan.parsed.code, plan.outcome, plan.lint, name=plan.parsed.name) for plan in plans]


def fingerprint(content: Mapping[str, Any]) -> str:
    """The hash of what a record says: its content and the notes of its source, not where and when it was fetched."""
    said = {name: value for name, value in content.items() if name != "source"}
    notes = content.get("source", {}).get("notes")
    return contents.digest({**said, "notes": notes} if notes else said)


def _plan(line: int, parsed: Parsed, now: Standing) -> _Plan:
    mark = fingerprint(parsed.content)
    content = {**parsed.content, "source": {**parsed.content["source"], "hash": mark}}
    held = now.held(parsed.code)
    plan = _Plan(line, parsed, "unchanged", content, parsed.findings.all(), held)
    if held is None:
        return replace(plan, outcome="created")
    if held.mark == mark or mark in held.dropped:
        return plan
    if held.is_full and parsed.listed:
        return _kept(plan, "full-kept")
    if held.draft_id is not None and not held.untouched:
        return _kept(plan, "draft-in-review" if held.in_review else "draft-edited")
    base = now.content_in_force(held)
    if base is not None:
        plan.content = merged(base, content, echo(parsed, base), whole=parsed.ours)
        if held.draft_id is None and fingerprint(plan.content) == fingerprint(base):
            return plan
        plan.content = contents.identified(plan.content) if "form" in plan.content else plan.content
    return replace(plan, outcome="created" if held.draft_id is None else "updated")


def _kept(plan: _Plan, code: str) -> _Plan:
    return replace(plan, lint=(*plan.lint, Lint("", code, MESSAGES[code])))


def _procedures(plans: Sequence[_Plan], now: Standing) -> None:
    """Make the procedures that are new; give those that nothing is in force of the field and kind that the record says."""
    fields = standing.fields([(plan.parsed.field_code, plan.parsed.field_name) for plan in plans])
    new, moved = [], []
    for plan in plans:
        parsed = plan.parsed
        said = fields[parsed.field_code, parsed.field_name]
        known = now.procedures.get(parsed.code)
        if known is None:
            new.append(Procedure(code=parsed.code, field=said, kind=parsed.kind))
        elif plan.held and not plan.held.version_id and (known.field_id, known.kind) != (said.pk, parsed.kind):
            known.field, known.kind = said, parsed.kind
            moved.append(known)
    now.procedures |= {row.code: row for row in Procedure.objects.bulk_create(new)}
    if moved:
        Procedure.objects.bulk_update(moved, ["field", "kind"])
    for plan in plans:
        plan.draft = _draft(plan, now.procedures[plan.parsed.code])


def _draft(plan: _Plan, procedure: Procedure) -> VersionDraft:
    held = plan.held
    draft = VersionDraft(
        id=held.draft_id if held and held.draft_id else uuid7(),
        procedure=procedure,
        based_on_id=held.version_id if held else None,
        content=plan.content,
        revision=(held.revision if held else 0) + 1,
        updated_at=clock.now(),
    )
    draft._state.adding = plan.outcome == "created"
    return draft


def _drafts(plans: Sequence[_Plan], options: Options) -> None:
    drafts = [(plan, plan.draft) for plan in plans if plan.draft is not None]
    for plan, draft in drafts:
        draft.content = as_json(plan.content)
    VersionDraft.objects.bulk_create([draft for plan, draft in drafts if plan.outcome == "created"])
    updated = [draft for plan, draft in drafts if plan.outcome == "updated"]
    if updated:
        VersionDraft.objects.bulk_update(updated, ["content", "revision", "based_on", "updated_at"])
    for plan, draft in drafts:
        draft.content = plan.content
    DraftChange.objects.bulk_create(
        DraftChange(
            draft=draft,
            revision=draft.revision,
            act=ACT,
            operation={"source": options.source, "line": plan.line, "hash": plan.content["source"]["hash"]},
            at=draft.updated_at,
        )
        for plan, draft in drafts
    )


def as_json(value: Any) -> Cast:
    """A JSON value written as it is. Django's own way spells every Vietnamese letter as an escape, and the driver then
    escapes each of its backslashes: two thirds of an import's time.
    """
    return Cast(Value(json.dumps(value, ensure_ascii=False), output_field=TextField()), JSONField())


def _publish(plans: Sequence[_Plan], options: Options) -> None:
    """For trials: what was imported now or before and nobody touched; a fully modelled procedure keeps what is in force."""
    ready: list[VersionDraft] = []
    earlier: list[uuid.UUID] = []
    for plan in plans:
        held = plan.held
        if held and held.is_modelled and plan.outcome != "unchanged":
            plan.lint = (*plan.lint, Lint("", "trial-kept", MESSAGES["trial-kept"]))
        elif plan.draft is not None:
            ready.append(plan.draft)
        elif held and held.draft_id and held.untouched and not held.is_modelled:
            earlier.append(held.draft_id)
    if earlier:
        ready += VersionDraft.objects.filter(pk__in=earlier).select_related("procedure__field").order_by("pk")
    trial.publish(ready, by=options.by)
