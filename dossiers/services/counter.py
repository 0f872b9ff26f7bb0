"""Receiving at the counter: who stands there, what for, what they answer. How it ends: services/counter_end.py.

A reception is a row from the first scan on, so that a reload, an error or a power cut loses nothing. The e-form is a draft like
a citizen's, owned by the clerk; what a person's card says is known to it, and so is not asked.
"""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import identity_qr
from accounts.models import Organisation, Person, User
from accounts.selectors import actor_for, person_by_identity
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import DomainError, NotAllowed, NotFound
from common.ids import uuid7
from common.models import Blob
from common.text import fold, nfc, tidy
from dossiers import counter
from dossiers.files import ports
from dossiers.known import known as known_of
from dossiers.loaded import load
from dossiers.locks import lock_open_draft
from dossiers.models import CounterFiling, Draft
from dossiers.services import drafting
from dossiers.services.begin import gather_about
from dossiers.services.uploads import Upload
from eforms import engine
from exchange.registers.port import Question
from exchange.services.look_up import Reason, Status, look_up
from procedures import targets
from procedures.models import Offering, ProcedureVersion

PARTS = ("identity_number", "old_number", "full_name", "birth_date", "sex", "address", "phone")
_IDENTITY = re.compile(r"0\d{11}")
_TAX_CODE = re.compile(r"(\d{10})-?(\d{3})?")


class OnlyPeople(DomainError):
    """The procedure is not for organisations."""

    code = "only-people"
    default_message = gettext_lazy("Thủ tục này chỉ dành cho cá nhân.")


@dataclass(frozen=True)
class Said:
    """What the clerk says about who stands there; see ``CounterFiling``. ``paper``: the authorisation, scanned."""

    who: Mapping[str, str]
    company: Mapping[str, str] | None = None
    behalf: Mapping[str, str] | None = None
    paper: Upload | None = None


def begin(*, by: User, seat: Seat, typed: str) -> CounterFiling:
    """Begin with what came into the one box: a card's QR, an identity number, a tax code, a name, or nothing.

    Never refuses: what cannot be read is said on the page, and typed there.
    """
    who, company, how = _understood(typed)
    filing_id = uuid7()
    if company and not Organisation.objects.filter(tax_code=company["tax_code"]).exists():
        company |= _registered(company["tax_code"], by, seat, filing_id)
    with transaction.atomic():
        now = clock.now()
        filing = CounterFiling(id=filing_id, seat_id=seat.pk, clerk=by, who=who, company=company, started_at=now, saved_at=now)
        _recognise(filing)
        filing.save(force_insert=True)
        log.begin(f"counter:{filing.pk}", "begin", actor_for(by, seat), {"how": how, **_ids(filing)})
    return filing


@transaction.atomic
def begin_again(before: CounterFiling, *, by: User, seat: Seat) -> CounterFiling:
    """Begin another reception for whoever stands there still: who they are, and by which authorisation, is known."""
    now = clock.now()
    filing = CounterFiling(seat_id=seat.pk, clerk=by, who=before.who, company=before.company, started_at=now, saved_at=now)
    filing.behalf, filing.authorisation_id = before.behalf, before.authorisation_id
    _recognise(filing)
    filing.save(force_insert=True)
    log.begin(f"counter:{filing.pk}", "begin", actor_for(by, seat), {"how": "again", "after": str(before.pk), **_ids(filing)})
    return filing


def _understood(typed: str) -> tuple[dict[str, Any], dict[str, str] | None, str]:
    """(parts of the person, of a company, how they came)."""
    digits = re.sub(r"[\s.]", "", typed)
    if identity_qr.looks_like_card(typed):
        try:
            card = identity_qr.read(typed)
        except identity_qr.NotACard:
            return {"unread": list(PARTS[:1] + PARTS[2:6]), "raw": nfc(tidy(typed))[:300]}, None, "unreadable"
        return card_parts(card), None, "scan"
    if _IDENTITY.fullmatch(digits):
        return {"identity_number": digits}, None, "number"
    if found := _TAX_CODE.fullmatch(digits):
        return {}, {"tax_code": "-".join(part for part in found.groups() if part)}, "tax-code"
    if digits.isdecimal() and len(digits) == 9:
        return {"old_number": digits}, None, "number"
    return {"full_name": tidy(typed)[:150]}, None, "hand"


def card_parts(card: identity_qr.Card) -> dict[str, Any]:
    """A card's parts as ``CounterFiling.who`` keeps them."""
    born = card.birth_date.isoformat() if card.birth_date else ""
    parts = {name: getattr(card, name) for name in ("identity_number", "old_number", "full_name", "sex", "address")}
    return {**parts, "birth_date": born, "unread": list(card.unread)}


def _registered(tax_code: str, by: User, seat: Seat, filing_id: uuid.UUID) -> dict[str, str]:
    """What the enterprise register says, where this instance may ask it."""
    reason = Reason(actor_for(by, seat), f"counter:{filing_id}", "prefill", str(filing_id))
    answer = look_up([Question("enterprise", tax_code)], reason)["enterprise"]
    if answer.status != Status.FOUND:
        return {}
    return {"name": answer.values.get("organisation_name", ""), "address": answer.values.get("organisation_address", "")}


def _recognise(filing: CounterFiling) -> None:
    """Whom the system knows by the number; what it knows of them fills what was not said."""
    number = filing.who.get("identity_number") or ""
    filing.person = person_by_identity(number) if number else None
    if filing.person:
        known = person_parts(filing.person)
        filing.who = {**filing.who, **{name: value for name, value in known.items() if value and not filing.who.get(name)}}
    if filing.company:
        filing.organisation = Organisation.objects.filter(tax_code=filing.company.get("tax_code", "")).first()
        if filing.organisation:
            filing.company = {**filing.company, "name": filing.organisation.name, "address": filing.organisation.address}
    else:
        filing.organisation = None


def person_parts(person: Person) -> dict[str, str]:
    """A person of the system as ``CounterFiling.who`` keeps them."""
    born = person.birth_date.isoformat() if person.birth_date else ""
    parts = {name: getattr(person, name) or "" for name in ("identity_number", "full_name", "sex", "address", "phone")}
    return {**parts, "birth_date": born}


def differs(filing: CounterFiling) -> bool:
    """Whether the system knows that number under another name: the clerk looks at the card again."""
    name = filing.who.get("full_name") or ""
    return bool(filing.person and name and fold(name) != filing.person.folded_name)


@transaction.atomic
def say(filing_id: uuid.UUID, *, by: User, seat: Seat, said: Said) -> CounterFiling:
    """Keep who stands there as the clerk has it now, wrong or not: the page judges it, reloading shows it again."""
    filing = lock(filing_id, by=by, seat=seat)
    before = _ids(filing)
    now = {name: tidy(said.who.get(name) or "") for name in PARTS}
    # What the clerk has written anew is clear.
    unread = [name for name in filing.who.get("unread", ()) if now.get(name) == (filing.who.get(name) or "")]
    filing.who = {**now, "unread": unread}
    filing.company = {name: tidy(value or "") for name, value in said.company.items()} if said.company is not None else None
    filing.behalf = _behalf(filing, said)
    if said.paper:
        filing.authorisation = Blob.objects.get(pk=said.paper.blob_id)
    _recognise(filing)
    filing.saved_at = clock.now()
    filing.save()
    if _ids(filing) != before:
        log.append(f"counter:{filing.pk}", "say", actor_for(by, seat), _ids(filing))
    if filing.draft:
        Draft.objects.filter(pk=filing.draft_id).update(known=facts(filing))
    return filing


def _behalf(filing: CounterFiling, said: Said) -> dict[str, Any] | None:
    if said.behalf is None:
        return None
    kept = (filing.behalf or {}).get("file")
    columns = {
        name: str(value) if isinstance(value, uuid.UUID) else value
        for name, value in (said.paper.columns.items() if said.paper else ())
    }
    found = {name: tidy(value or "") for name, value in said.behalf.items()}
    return {**found, "file": columns or kept} if columns or kept else found


def facts(filing: CounterFiling) -> dict[str, Any]:
    """What is known about the person, as the e-forms' facts; what a clerk saw on a card is firm (``trust``)."""
    found = {name: value for name, value in filing.who.items() if name in PARTS and name != "old_number" and value}
    vneid = filing.person is not None and filing.person.trust == Person.Trust.VNEID
    if found.get("identity_number"):
        found["seen"] = "counter"
        found["trust"] = Person.Trust.VNEID.value if vneid else Person.Trust.COUNTER.value
    return found


def choose(
    filing_id: uuid.UUID, *, by: User, seat: Seat, version: ProcedureVersion, offering: Offering, case: str = ""
) -> CounterFiling:
    """Begin the e-form of a procedure for who stands there; chosen again it goes on, another one begins anew.

    Registers are asked first, with nothing locked. Raises ``OnlyPeople``, ``contents.UnknownCase``, ``NotAllowed`` for a section
    that does not receive it.
    """
    filing = counter.filing_of(by, seat, filing_id)
    same = filing.draft and (filing.draft.version_id, filing.draft.offering_id, filing.draft.case) == (
        version.pk,
        offering.pk,
        case,
    )
    if same:
        return filing
    if filing.company and targets.only_people(version.content.get("targets", ())):
        raise OnlyPeople
    drafting.must_fit(version, case)
    draft_id, known = uuid7(), facts(filing)
    reason = Reason(actor_for(by, seat), f"counter:{filing.pk}", "prefill", str(draft_id))
    gathered = gather_about(known, (filing.company or {}).get("tax_code", ""), load(version.pk, case), reason)
    with transaction.atomic():
        filing = lock(filing_id, by=by, seat=seat)
        if filing.draft:
            filing.draft.delete()
        filing.draft = drafting.start(
            by, version, offering, case=case, receiving=seat.agency, draft_id=draft_id, known=known, gathered=gathered
        )
        filing.papers = {}
        filing.saved_at = clock.now()
        filing.save(update_fields=["draft", "papers", "saved_at"])
    return filing


@transaction.atomic
def write(
    filing_id: uuid.UUID, *, by: User, seat: Seat, typed: Mapping[str, Any], papers: Mapping[str, Mapping[str, Any]]
) -> engine.Outcome:
    """Keep the whole e-form as typed, wrong input included, and the ticks of the papers. Raises ``NotFound``, ``NotAllowed``."""
    filing = lock(filing_id, by=by, seat=seat)
    if filing.draft_id is None:
        raise NotFound
    draft = lock_open_draft(filing.draft_id, by)
    form = load(draft.version_id, draft.case).form
    outcome = engine.process(form, typed, previous=draft.answers, prefill=known_of(draft), now=clock.now(), ports=ports(draft))
    draft.answers = outcome.data
    draft.revision += 1
    draft.saved_at = filing.saved_at = clock.now()
    draft.save(update_fields=["answers", "revision", "saved_at"])
    filing.papers = {key: dict(paper) for key, paper in papers.items()}
    filing.save(update_fields=["papers", "saved_at"])
    return outcome


@transaction.atomic
def drop(filing_id: uuid.UUID, *, by: User, seat: Seat) -> None:
    """The person leaves without a dossier: what was entered goes, the chain keeps that it was."""
    filing = lock(filing_id, by=by, seat=seat)
    draft = filing.draft
    filing.delete()
    if draft:
        draft.delete()
    log.append(f"counter:{filing_id}", "drop", actor_for(by, seat))


def forget() -> int:
    """Delete receptions that nobody finished within ``counter.KEPT``, with their drafts; how many rows. Safe to repeat."""
    old = CounterFiling.objects.filter(outcome="", saved_at__lt=clock.now() - counter.KEPT)
    with transaction.atomic():
        rows = list(old.select_for_update(skip_locked=True).values_list("pk", "draft_id"))
        CounterFiling.objects.filter(pk__in=[pk for pk, _draft in rows]).delete()
        Draft.objects.filter(pk__in=[draft for _pk, draft in rows if draft], submitted_at__isnull=True).delete()
    return len(rows)


def lock(filing_id: uuid.UUID, *, by: User, seat: Seat) -> CounterFiling:
    """Lock one's own reception that is still under way; raises ``NotFound``, and ``NotAllowed`` for a finished one."""
    if not CounterFiling.objects.select_for_update().filter(pk=filing_id, clerk=by, seat=seat.pk).values_list("pk"):
        raise NotFound
    filing = counter.filing_of(by, seat, filing_id)
    if filing.outcome:
        raise NotAllowed(_("Lượt tiếp nhận này đã xong."))
    return filing


def _ids(filing: CounterFiling) -> dict[str, Any]:
    """Whom it is about, for the chain: ids only."""
    person, organisation = filing.person_id, filing.organisation_id
    return {"person": str(person) if person else "", "organisation": str(organisation) if organisation else ""}
