"""The dossier's part of invariants I1, I2, I4, I7 and I8 (reliability-security.md §4.2). Reads only; may be slow."""

import re
from collections.abc import Callable

from django.core.files.storage import default_storage
from django.db.models import Count

from audit.models import AuditEvent
from common import blobs, clock
from common.invariants import Check
from common.models import Blob, Counter, IdempotencyKey
from dossiers import clocks, printing, promises, results
from dossiers.loaded import load
from dossiers.models import Consultation, Dossier, DossierFile, Draft, IssuedResult, Recount
from dossiers.services import stepping
from dossiers.states import CLOSED, RULE_CHANNEL, State, may_follow

# Acts that move no token and do not say where they are.
QUIET_ACTS = frozenset({"take", "answer-supplement", "consent-by-silence", "hand-over-work"})
_CODE = re.compile(r"^(?P<unit>[GH]\d{2}(?:\.\d{1,3})*)-(?P<day>\d{6})-(?P<number>\d{4,7})$")


def one_dossier_per_receipt() -> Check:
    """I1: every submitted draft has exactly one dossier, and every dossier's files are stored whole."""
    check = Check()
    filings = Draft.objects.filter(supplement__isnull=True)  # the answer to a supplement makes no dossier of its own
    for draft in filings.filter(submitted_at__isnull=False, dossier__isnull=True).values_list("pk", flat=True):
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
    rows = Dossier.objects.select_related("parent").prefetch_related("pauses", "tasks").defer("answers")
    for dossier in rows.iterator(chunk_size=200):
        check.checked += 1
        for problem in (*_fold(dossier), *_holding(dossier), *_replay(dossier), *_promise(dossier)):
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
    """One lead holder, and an open task at every token; nothing is open where nothing may be."""
    tasks = [task for task in dossier.tasks.all() if task.done_at is None]
    leading = stepping.lead_tasks(tasks)
    if dossier.state in CLOSED or dossier.state == State.AWAITING_PAYMENT:
        return ["has open work although closed or unpaid"] if tasks else []
    at, open_at = list(stepping.marking_of(dossier).at), sorted(task.step for task in leading)
    if sorted(at) != open_at:
        return [f"its tokens are at {at}, its open work at {open_at}"]
    lead = stepping.lead(dossier, leading, load(dossier.version_id, dossier.case))
    if lead is None:
        return ["is open, but nobody has work on it"]
    here = (lead.agency_id, lead.step) == (dossier.holder_id, dossier.step)
    return [] if here else ["its holder is not where its lead task is"]


def _replay(dossier: Dossier) -> list[str]:
    """The chain walked again: every act was at a step that held a token, and the tokens stand where the last one left them.

    Acts outside the process (an end, a reopening) do not say where tokens are; after one the next that says so begins anew.
    """
    events = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", data__has_key="state").order_by("seq")
    at: list[str] | None = None
    problems = []
    for action, data in events.values_list("action", "data"):
        step = data.get("step", "")
        if at is not None and "at" in data and ":" not in step and step not in {*at, *data["at"]}:
            problems.append(f"{action} at {step}, where no token was: {at}")
        at = data.get("at") if "at" in data or action not in QUIET_ACTS else at
    now = list(stepping.marking_of(dossier).at)
    if at is not None and at != now and dossier.state not in CLOSED:
        problems.append(f"its tokens are at {now}, its events say {at}")
    return problems


def _promise(dossier: Dossier) -> list[str]:
    if dossier.accepted_at is None or dossier.state == State.SUPPLEMENT or _overtaken(dossier):
        return []
    loaded = load(dossier.version_id, dossier.case)
    # A pause that an ending act left open never reached the promise again, so only closed ones were counted in it.
    spans = [span for span in clocks.pauses(dossier, loaded) if span[1]]
    due = clocks.promise(dossier.promised_by_id or dossier.handling_id, dossier.accepted_at, dossier.limit, loaded.policy, spans)
    decided = promises.decided(dossier, spans)
    until = decided.until if decided else due.due_at
    whole = dossier.parent
    if whole is not None and whole.due_at is not None:
        until = min(until, whole.due_at)
    return [] if until == dossier.due_at else [f"promised {dossier.due_at}, recomputed {until}"]


def _overtaken(dossier: Dossier) -> bool:
    """Whether the calendar, or the promise of the whole, changed after it was last counted: an ended dossier keeps its own."""
    if dossier.parent_id and dossier.closed_at and dossier.parent.extensions.filter(created_at__gte=dossier.closed_at).exists():
        return True
    changed = Recount.objects.filter(day__lte=clock.local(dossier.due_at).date()) if dossier.due_at else Recount.objects.none()
    if dossier.state == State.PROCESSING:
        return changed.filter(done_at__isnull=True).exists()
    return changed.filter(made_at__gte=dossier.accepted_at).exists()


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
        wanted = {item.key: results.copies(item, facts) for item in results.of(dossier, loaded)}
        issued = {row.result_key: row.copies for row in dossier.results.all() if row.state == IssuedResult.State.ISSUED}
        if wanted != issued or len(issued) != len(dossier.results.all()):
            check.violations.append(f"{dossier.code}: asked for {wanted}, issued {issued}")
        if dossier.parent_id:
            continue  # the fee of a part is its whole's
        due = loaded.fee(dossier.answers, RULE_CHANNEL[dossier.channel]).total
        # What was asked for later, or for the rest after an exemption, has a name of its own.
        asked = sum(link.fee_request.total for link in dossier.fees.all() if not link.fee_request.matter)
        if due != asked:
            check.violations.append(f"{dossier.code}: its answers cost {due} đ, {asked} đ were asked for")
    return check


def brought_results_are_kept_as_they_came() -> Check:
    """Part of I8: a paper of another agency is in the vault byte for byte, under its own number and date; ours carry ours."""
    check = Check()
    rows = IssuedResult.objects.filter(state=IssuedResult.State.ISSUED).exclude(brought="")
    for row in rows.select_related("document", "file", "number").iterator():
        check.checked += 1
        said = (row.brought, row.number_text, row.issued_on)
        document, file = row.document, row.file
        assert document is not None and file is not None  # result_issued_has_document, result_brought_has_file
        if (document.brought, document.number, document.issued_on) != said:
            check.violations.append(f"result {row.pk}: brought as {said}, kept otherwise")
        if row.received != (document.sha256 == file.sha256):
            check.violations.append(f"result {row.pk}: {row.brought}, but its bytes say otherwise")
    return check


CHECKS: dict[str, tuple[Callable[[], Check], ...]] = {
    "I1": (one_dossier_per_receipt,),
    "I2": (one_effect_per_key,),
    "I4": (state_is_fold_of_events, consultations_have_one_task, issued_is_what_was_asked),
    "I7": (codes_without_gaps,),
    "I8": (files_have_rows, brought_results_are_kept_as_they_came),
}
