"""How a reception at the counter ends, in one transaction: the dossier, the money, the desk's first word, the papers.

Nothing here submits or receives by itself: ``submit``, ``cash.take``, ``receive``, ``request_supplement`` and ``refuse`` are the
services that everybody uses; a refusal of any of them leaves the reception as it was.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person, User
from accounts.selectors import actor_for
from accounts.services import people
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import Incomplete, NotFound
from common.events import AccountEvent
from common.text import tidy
from dossiers.counter import AtCounter
from dossiers.loaded import load
from dossiers.locks import lock_dossier
from dossiers.models import Collector, CounterFiling, Dossier, DraftFile, PaperCheck
from dossiers.services import counter, outage
from dossiers.services.originals import Paper, take_originals
from dossiers.services.receive import receive, refuse
from dossiers.services.submit import submit
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import Channel, State
from payments.services import cash

Outcome = CounterFiling.Outcome


@dataclass(frozen=True)
class Slip:
    """A receipt written by hand while the system was away: its number, its time, why it is entered later."""

    number: str
    received_at: datetime
    reason: str


@dataclass(frozen=True)
class Collecting:
    """Who may collect the result instead of the person, until a day."""

    name: str
    identity_number: str
    until: date


@dataclass(frozen=True)
class Ending:
    """What the clerk decided. Without ``items`` (form 02) or ``reason`` (form 03) the dossier is received.

    ``received``: the cash that was handed over, in đồng; without it a fee stays to be paid and the dossier waits for it.
    """

    received: int | None = None
    items: Sequence[Item] = ()
    note: str = ""
    reason: str = ""
    slip: Slip | None = None
    collecting: Collecting | None = None


@transaction.atomic
def finish(filing_id: uuid.UUID, *, by: User, seat: Seat, ending: Ending) -> CounterFiling:
    """End the reception. Raises ``NotFound``, ``NotAllowed`` when it has ended already, and what the services above raise."""
    filing = counter.lock(filing_id, by=by, seat=seat)
    if filing.draft is None:
        raise NotFound
    if not filing.who.get("full_name"):
        raise Incomplete([_("Nhập họ, chữ đệm và tên")])
    _keep_authorisation(filing)
    person, organisation = _person(filing), _organisation(filing)
    refused, asked = bool(ending.reason), bool(ending.items)
    at = AtCounter(filing, seat, by, person, organisation, incomplete=refused or asked, refused=refused)
    dossier = submit(filing.draft.pk, by=by, key=filing.draft.submit_key, declared=True, counter=at)
    if dossier.state == State.AWAITING_PAYMENT and ending.received is not None:
        for link in dossier.fees.all():
            cash.take(link.fee_request_id, by=by, seat=seat, received=ending.received)
        dossier.refresh_from_db()
    _check_papers(filing, dossier, ending, by, seat)
    filing.outcome = _decide(dossier, ending, by, seat)
    _keep_originals(filing, dossier, by, seat)
    _name_collector(dossier, ending, by, seat)
    dossier.refresh_from_db()  # each act locked a row of its own
    filing.person, filing.organisation, filing.dossier = person, organisation, dossier
    filing.ended_at = filing.saved_at = clock.now()
    filing.save()
    log.append(f"counter:{filing.pk}", "finish", actor_for(by, seat), {"dossier": str(dossier.pk), "outcome": filing.outcome})
    return filing


def _decide(dossier: Dossier, ending: Ending, by: User, seat: Seat) -> str:
    if dossier.state == State.AWAITING_PAYMENT:
        return Outcome.FEE
    seen = dossier.lock_version
    if ending.reason:
        refuse(dossier.pk, by=by, seat=seat, seen=seen, reason=ending.reason)
        return Outcome.REFUSED
    if ending.items:
        request_supplement(dossier.pk, by=by, seat=seat, seen=seen, items=ending.items, note=ending.note)
        return Outcome.SUPPLEMENT
    if ending.slip:
        slip = ending.slip
        outage.enter_receipt(
            dossier.pk, by=by, seat=seat, seen=seen, slip=slip.number, received_at=slip.received_at, reason=slip.reason
        )
    else:
        receive(dossier.pk, by=by, seat=seat, seen=seen)
    return Outcome.RECEIVED


def _person(filing: CounterFiling) -> Person:
    """The one person with that number, or a new one; what VNeID has verified stands as it is.

    A phone or an address is only added: an account's owner changes their own.
    """
    who = filing.who
    born = date.fromisoformat(who["birth_date"]) if who.get("birth_date") else None
    if not who.get("identity_number"):
        return people.create(
            who["full_name"], phone=who.get("phone", ""), birth_date=born, sex=who.get("sex", ""), address=who.get("address", "")
        )
    person = filing.person
    if person is None or person.trust != Person.Trust.VNEID:
        seen = people.VerifiedFacts(who["identity_number"], who["full_name"], born, who.get("sex", ""))
        person = people.find_or_create_verified(seen, trust=Person.Trust.COUNTER)
    lacking = [name for name in ("phone", "address") if who.get(name) and not getattr(person, name)]
    if lacking:
        for name in lacking:
            setattr(person, name, who[name])
        person.save(update_fields=lacking)
    return person


def _organisation(filing: CounterFiling) -> Organisation | None:
    said = filing.company
    if not said:
        return None
    made = {"name": said.get("name", ""), "address": said.get("address", "")}
    return Organisation.objects.get_or_create(tax_code=said["tax_code"], defaults=made)[0]


def _keep_authorisation(filing: CounterFiling) -> None:
    """The authorisation lies among the dossier's papers, where its handlers read it."""
    kept = (filing.behalf or {}).get("file")
    if kept and filing.draft and not filing.draft.files.filter(blob=filing.authorisation_id).exists():
        name = _("Giấy ủy quyền, %(name)s") % {"name": kept["name"]}
        DraftFile.objects.create(draft=filing.draft, **{**kept, "name": name[:200], "paper_key": "", "field": ""})


def _check_papers(filing: CounterFiling, dossier: Dossier, ending: Ending, by: User, seat: Seat) -> None:
    """What the clerk ticked, as the checklist that every desk of this dossier reads."""
    reasons = {item.paper_key: item.reason for item in ending.items if item.paper_key}
    loaded = load(dossier.version_id, dossier.case)
    rows = [
        PaperCheck(
            dossier=dossier,
            paper_key=paper["key"],
            verdict=PaperCheck.Verdict.MISSING if paper["key"] in reasons else PaperCheck.Verdict.GOOD,
            note=reasons.get(paper["key"]) or counted(filing.papers[paper["key"]]),
            seat=seat,
            author=by,
            checked_at=clock.now(),
        )
        for paper in loaded.content["papers"]
        if paper["key"] in reasons or filing.papers.get(paper["key"], {}).get("got")
    ]
    PaperCheck.objects.bulk_create(rows)


def counted(paper: dict[str, object]) -> str:
    """2 bản chính, 1 bản sao: what lies before the clerk, in words."""
    number = {name: int(str(paper.get(name) or 0)) for name in ("originals", "copies")}
    words = [_("%(n)s bản chính") % {"n": number["originals"]}] if number["originals"] else []
    words += [_("%(n)s bản sao") % {"n": number["copies"]}] if number["copies"] else []
    return ", ".join(words)


def _keep_originals(filing: CounterFiling, dossier: Dossier, by: User, seat: Seat) -> None:
    loaded = load(dossier.version_id, dossier.case)
    kept = [
        Paper(loaded.paper_name(key), key, copies=max(int(paper.get("originals") or 1), 1))
        for key, paper in filing.papers.items()
        if paper.get("keep") and paper.get("got")
    ]
    if kept and filing.outcome == Outcome.RECEIVED:
        seen = Dossier.objects.values_list("lock_version", flat=True).get(pk=dossier.pk)
        take_originals(dossier.pk, by=by, seat=seat, seen=seen, papers=kept)


def _name_collector(dossier: Dossier, ending: Ending, by: User, seat: Seat) -> None:
    """The applicant says at the counter who collects for them; the chain says that the clerk wrote it down."""
    named = ending.collecting
    if named is None:
        return
    row = Collector.objects.create(
        dossier=dossier,
        name=tidy(named.name),
        identity_number=named.identity_number,
        until=named.until,
        named_by=by,
        named_at=clock.now(),
    )
    log.append(f"dossier:{dossier.pk}", "name-collector", actor_for(by, seat), {"collector": str(row.pk)})


@transaction.atomic
def on_account_event(event: AccountEvent) -> None:
    """Whoever binds their number to an account sees there what was received for them at a counter before."""
    if event.action != "identity-bound":
        return
    rows = Dossier.objects.filter(
        person__user=event.user_id, applicant__isnull=True, organisation__isnull=True, channel=Channel.COUNTER
    )
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        dossier = lock_dossier(pk)
        if dossier.applicant_id is None:
            Dossier.objects.filter(pk=pk).update(applicant=event.user_id)
            log.append(f"dossier:{pk}", "account-bound", event.actor, {"account": str(event.user_id)})
