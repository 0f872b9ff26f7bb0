"""The dossier's part of invariants I1, I2, I4, I7 and I8 (reliability-security.md §4.2). Reads only; may be slow."""

import re
from collections.abc import Callable

from django.core.files.storage import default_storage
from django.db.models import Count

from audit.models import AuditEvent
from common import blobs
from common.invariants import Check
from common.models import Blob, Counter, IdempotencyKey
from dossiers import clocks, printing, results
from dossiers.loaded import load
from dossiers.models import Consultation, Dossier, DossierFile, Draft, IssuedResult, Task
from dossiers.states import CLOSED, RULE_CHANNEL, State, may_follow

_CODE = re.compile(r"^(?P<unit>[GH]\d{2}(?:\.\d{1,3})*)-(?P<day>\d{6})-(?P<number>\d{4,7})$")


def one_dossier_per_receipt() -> Check:
    """I1: every submitted draft has exactly one dossier, and every dossier's files are stored whole."""
    check = Check()
    for draft in Draft.objects.filter(submitted_at__isnull=False, dossier__isnull=True).values_list("pk", flat=True):
        check.violations.append(f"draft {draft}: submitted without a dossier")
    check.checked += Dossier.objects.count()
    for file in DossierFile.objects.select_related("blob").iterator():
        check.checked += 1
        try:
            blobs.read(file.blob)
        except blobs.Damaged:
            check.violations.append(f"file {file.pk} of dossier {file.dossier_id}: damaged or missing")
    return check


def one_effect_per_key() -> Check:
    """I2: each stored answer of a submit key names a dossier, and no two keys of one person name the same."""
    check = Check()
    answers = IdempotencyKey.objects.filter(scope__startswith="submit:").values_list("scope", "answer")
    seen: set[str] = set()
    codes = set(Dossier.objects.values_list("code", flat=True))
    for scope, answer in answers:
        check.checked += 1
        if answer["code"] not in codes:
            check.violations.append(f"{scope}: answered {answer['code']}, which does not exist")
        if answer["code"] in seen:
            check.violations.append(f"{answer['code']}: two keys had this effect")
        seen.add(answer["code"])
    return check


def state_is_fold_of_events() -> Check:
    """I4: state equals the fold of the audit events, moves are legal, one holder's task, the promise recomputes."""
    check = Check()
    rows = Dossier.objects.prefetch_related("pauses", "tasks").defer("answers")
    for dossier in rows.iterator(chunk_size=200):
        check.checked += 1
        for problem in (*_fold(dossier), *_holding(dossier), *_promise(dossier)):
            check.violations.append(f"{dossier.code}: {problem}")
    return check


def _fold(dossier: Dossier) -> list[str]:
    events = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", data__has_key="state").order_by("seq")
    states = [state for state in events.values_list("data__state", flat=True) if state]
    problems = [
        f"{before} → {after} is no legal move"
        for before, after in zip(states, states[1:], strict=False)
        if not may_follow(before, after)
    ]
    if not states:
        problems.append("no event tells its state")
    elif states[-1] != dossier.state:
        problems.append(f"state is {dossier.state}, its events say {states[-1]}")
    return problems


def _holding(dossier: Dossier) -> list[str]:
    lead = [task for task in dossier.tasks.all() if task.done_at is None and task.bucket != Task.Bucket.CONSULT]
    if dossier.state in CLOSED or dossier.state == State.AWAITING_PAYMENT:
        return ["has open work although closed or unpaid"] if lead else []
    if len(lead) != 1:
        return [f"has {len(lead)} open lead tasks, not one"]
    return [] if lead[0].agency_id == dossier.holder_id else ["its holder is not where its open task is"]


def _promise(dossier: Dossier) -> list[str]:
    if dossier.accepted_at is None or dossier.state == State.SUPPLEMENT:
        return []
    loaded = load(dossier.version_id, dossier.case)
    # A pause that an ending act left open never reached the promise again, so only closed ones were counted in it.
    spans = [(pause.started_at, pause.ended_at) for pause in dossier.pauses.all() if pause.ended_at]
    due = clocks.promise(dossier.handling_id, dossier.accepted_at, dossier.limit, loaded.policy, spans)
    return [] if due.due_at == dossier.due_at else [f"promised {dossier.due_at}, recomputed {due.due_at}"]


def codes_without_gaps() -> Check:
    """I7: codes are unique for ever and, per unit and day, run from 1 to the counter's value."""
    check = Check()
    numbers: dict[str, list[int]] = {}
    for code in Dossier.objects.filter(system_of_record="portal").values_list("code", flat=True).iterator():
        check.checked += 1
        found = _CODE.match(code)
        if found is None:
            check.violations.append(f"{code}: not a dossier code")
            continue
        numbers.setdefault(f"dossier:{found['unit']}:{found['day']}", []).append(int(found["number"]))
    for counter in Counter.objects.filter(scope__startswith="dossier:"):
        had = sorted(numbers.get(counter.scope, []))
        if had and had != list(range(1, counter.value + 1)):
            check.violations.append(f"{counter.scope}: counter {counter.value}, codes {had[:5]}…")
    return check


def files_have_rows() -> Check:
    """I8: every row's file is there (files without rows are a sweeper's matter after 24 hours)."""
    check = Check()
    for blob in Blob.objects.iterator():
        check.checked += 1
        if not default_storage.exists(blob.path):
            check.violations.append(f"blob {blob.pk}: no file at {blob.path}")
    return check


def consultations_have_one_task() -> Check:
    """Part of I4: an open consultation has an open task and no unit is asked twice at once."""
    check = Check()
    doubled = (
        Consultation.objects.filter(answered_at__isnull=True).values("dossier", "agency").annotate(n=Count("pk")).filter(n__gt=1)
    )
    check.violations += [f"dossier {row['dossier']}: unit {row['agency']} asked {row['n']} times at once" for row in doubled]
    for row in Consultation.objects.filter(answered_at__isnull=True).select_related("task"):
        check.checked += 1
        if row.task.done_at is not None:
            check.violations.append(f"consultation {row.pk}: open, but its task is done")
    return check


def issued_is_what_was_asked() -> Check:
    """Part of I4: a completed dossier has every result that its answers ask for, whole, and the fee is that of its answers.

    So the rows and copies that were paid for are those that were issued.
    """
    check = Check()
    rows = Dossier.objects.filter(state__in=(State.COMPLETED, State.DELIVERED), system_of_record="portal")
    for dossier in rows.prefetch_related("results", "fees__fee_request").iterator(chunk_size=200):
        check.checked += 1
        loaded = load(dossier.version_id, dossier.case)
        facts = printing.result_facts(dossier)
        wanted = {item.key: results.copies(item, facts) for item in results.asked(loaded, dossier.answers)}
        issued = {row.result_key: row.copies for row in dossier.results.all() if row.state == IssuedResult.State.ISSUED}
        if wanted != issued or len(issued) != len(dossier.results.all()):
            check.violations.append(f"{dossier.code}: asked for {wanted}, issued {issued}")
        due = loaded.fee(dossier.answers, RULE_CHANNEL[dossier.channel]).total
        asked = sum(link.fee_request.total for link in dossier.fees.all())
        if due != asked:
            check.violations.append(f"{dossier.code}: its answers cost {due} đ, {asked} đ were asked for")
    return check


CHECKS: dict[str, tuple[Callable[[], Check], ...]] = {
    "I1": (one_dossier_per_receipt,),
    "I2": (one_effect_per_key,),
    "I4": (state_is_fold_of_events, consultations_have_one_task, issued_is_what_was_asked),
    "I7": (codes_without_gaps,),
    "I8": (files_have_rows,),
}
