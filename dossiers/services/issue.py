"""From the approved drafts to the sealed documents: numbers, person's signature, agency's seal, vault, hand-over.

Each step takes all results of the dossier. Numbers and dates are reserved before signing and printed in the signed bytes;
a failed signing voids the number, which is never used again (decisions.md). Person first, agency second. Papers are signed
one by one, each kept as soon as it is signed; they enter the vault together or not at all.
"""

import uuid
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency, Seat
from audit import log
from common import blobs, outbox
from common.clock import local
from common.errors import DomainError, NotAllowed, Stale
from dossiers import printing, results
from dossiers.models import Dossier, IssuedResult
from dossiers.services import after_issue, bring_result, finishing, moves
from dossiers.services.handing_over import hand_over
from dossiers.services.moves import Which
from dossiers.services.sign_rights import must_not_be_the_drafter
from dossiers.states import Delivery, State
from vault import signing, uploaded
from vault.keys import Consent
from vault.models import Document, ReservedNumber
from vault.results import template as vault_template
from vault.services import keep, numbers

__all__ = ["NotRendered", "NotSealed", "NotSigned", "hand_over", "issuer", "number", "sign", "stamp"]

PDF = "application/pdf"
UNSEALED = (IssuedResult.State.APPROVED, IssuedResult.State.NUMBERED, IssuedResult.State.SIGNED)


class NotRendered(DomainError):
    """The worker has not made the paper yet."""

    code = "not-rendered"
    default_message = _("Văn bản đang được tạo. Tải lại trang sau vài giây rồi ký.")


class NotSigned(signing.SigningFailed):
    """This one paper could not be signed; those signed before it stay signed."""

    def __init__(self, result: IssuedResult) -> None:
        self.result = result
        super().__init__()


class NotSealed(signing.SigningFailed):
    """The agency's seal could not be put on every paper: none was issued, and the numbers stand."""

    code = "not-sealed"
    default_message = _("Chưa ký số cơ quan được nên chưa phát hành kết quả nào. Số và chữ ký của lãnh đạo vẫn giữ. Hãy thử lại.")


@transaction.atomic
def number(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, **which: Unpack[Which]) -> list[IssuedResult]:
    """Reserve number and date of each result in the agency's book of the year; the worker then makes the papers to sign."""
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="number", **which)
    rows = _results(act, *UNSEALED)
    for result in rows:
        if result.state == IssuedResult.State.APPROVED:  # one that came back unchanged keeps its number
            _reserve(act, result)
    act.data["numbers"] = [result.number_text for result in rows]
    moves.advance(act)
    return rows


def sign(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, consent: Consent | None = None, **which: Unpack[Which]
) -> list[IssuedResult]:
    """Put the leader's PAdES signature on every numbered paper; the dossier moves on with the last one.

    Raises ``NotRendered`` before anything is signed, or ``signing.SigningFailed``: then that paper's number is void, a new
    one is taken and the paper is made again, so nothing unsigned keeps a used number; signing again goes on from there.
    A ``signing.NothingSigned`` (no time stamp, service away) leaves the number as it is. Whoever drafted it may not sign.
    """
    try:
        while True:
            if signed := _sign_next(dossier_id, consent, by=by, seat=seat, seen=seen, **which):
                return signed
    except NotSigned as failure:
        raise signing.SigningFailed(_renumber(failure.result, by=by, seat=seat, seen=seen, **which)) from failure


@transaction.atomic
def _sign_next(
    dossier_id: uuid.UUID, consent: Consent | None, *, by: User, seat: Seat, seen: int, **which: Unpack[Which]
) -> list[IssuedResult]:
    """Sign one paper; all of them once the last is signed, nothing while others wait."""
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="sign", **which)
    must_not_be_the_drafter(act)
    rows = _results(act, IssuedResult.State.NUMBERED, IssuedResult.State.SIGNED)
    waiting = [result for result in rows if result.state == IssuedResult.State.NUMBERED]
    if any(result.pdf is None for result in waiting):
        raise NotRendered
    for result in waiting[:1]:
        if result.received:
            _confirm(result)
        else:
            _put_signature(act, result, consent)
    if len(waiting) > 1:
        # The version stays: who signs has seen all of these papers. The chain names each signature all the same.
        data = {
            "result": waiting[0].result_key,
            "number": waiting[0].number_text,
            "sha256": waiting[0].pdf.sha256,
            "seen": act.seen,
        }
        log.append(f"dossier:{dossier_id}", "confirmation" if waiting[0].received else "signature", act.actor, data)
        return []
    act.data["sha256"] = [result.pdf.sha256 for result in rows]
    if confirmed := [result.result_key for result in rows if result.received]:
        act.data["confirmed"] = confirmed
    moves.advance(act)
    return rows


def _confirm(result: IssuedResult) -> None:
    """What another agency signed is not signed over: its signatures are checked once more, and the leader's act says the rest."""
    result.signatures = uploaded.check(blobs.read(result.pdf))
    bring_result.must_hold(result.signatures)
    result.state = IssuedResult.State.SIGNED
    result.save()


def _put_signature(act: moves.Act, result: IssuedResult, consent: Consent | None) -> None:
    # Whoever signs in another's place (TUQ.) signs with their own certificate, never with that person's.
    instead = act.seat.delegation
    key = signing.person_key(instead.own_seat_id if instead else act.seat.pk)
    reason = f"TUQ. {act.seat.title}" if instead else act.seat.title
    try:
        signed = signing.sign(
            blobs.read(result.pdf),
            signer="person",
            key=key,
            name=str(act.user),
            reason=reason,
            seal_follows=True,
            consent=consent,
        )
    except signing.SigningFailed as failure:
        raise NotSigned(result) from failure
    result.pdf = blobs.put(signed, PDF)
    result.state = IssuedResult.State.SIGNED
    result.save()


@transaction.atomic
def _renumber(failed: IssuedResult, *, by: User, seat: Seat, seen: int, **which: Unpack[Which]) -> str:
    """After a failed signing: void the number for good, reserve the next, have the paper made again. Says what happened."""
    act = moves.begin(failed.dossier_id, by=by, seat=seat, seen=seen, action="sign", **which)
    rows = _results(act, IssuedResult.State.NUMBERED, IssuedResult.State.SIGNED)
    result = next((row for row in rows if row.pk == failed.pk and row.number_id == failed.number_id), None)
    if result is None or result.state != IssuedResult.State.NUMBERED:
        raise Stale
    if result.number is None:  # a number of its own cannot be changed
        act.action = "sign-failed"
        moves.save_act(act)
        return gettext("Chưa ký được văn bản số %(number)s. Số này giữ nguyên. Hãy ký lại.") % {"number": result.own_number}
    void = numbers.void(result.number, "Ký số không thành công", actor=act.actor)
    result.pdf = None
    _reserve(act, result)
    act.action, act.data["numbers"] = "sign-failed", [result.number.text]
    moves.save_act(act)
    return _what_to_do(rows, void.text, result.number.text)


def _what_to_do(rows: list[IssuedResult], void: str, new: str) -> str:
    done = sum(row.state == IssuedResult.State.SIGNED for row in rows)
    told = {"void": void, "new": new, "done": done, "all": len(rows)}
    again = gettext("Chưa ký được văn bản số %(void)s. Số này đã hủy; số mới là %(new)s. Hãy ký lại.") % told
    return f"{gettext('Đã ký %(done)s trong %(all)s văn bản.') % told} {again}" if len(rows) > 1 else again


def _reserve(act: moves.Act, result: IssuedResult) -> None:
    """Take number and date for the result, unless it brought its own, and ask the worker for the paper that carries them."""
    if not result.own_number:
        result.number = _next_number(act, results.one(act.loaded, act.dossier.answers, result.result_key))
    result.state = IssuedResult.State.NUMBERED
    result.pdf = result.file if result.received else None
    result.save()
    if not result.received:
        once = result.number_id or f"{result.file_id}:{act.dossier.lock_version}"
        outbox.append("dossiers.render-result", {"result": str(result.pk)}, key=f"render:{result.pk}:{once}")


def _next_number(act: moves.Act, item: results.Asked) -> ReservedNumber:
    """The book's next; one that a paper made elsewhere bears already is void."""
    book = item.entry.get("own", {}).get("symbol") or vault_template(item.entry["template"]).book
    while True:
        taken = numbers.reserve(book, issuer(act.dossier), local(act.now).year, act.actor)
        if not results.may_be_brought(item) or not bring_result.used(issuer(act.dossier), taken.text, taken.issued_on):
            return taken
        numbers.void(taken, "Số đã có trên văn bản lập ở nơi khác", actor=act.actor)


@transaction.atomic
def stamp(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, **which: Unpack[Which]) -> list[IssuedResult]:
    """Put the agency's seal over the leader's signatures and issue: the papers enter the applicant's vault, all at once.

    Raises ``NotSealed``: then none was issued.
    """
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="stamp", **which)
    rows = _results(act, IssuedResult.State.SIGNED)
    facts = printing.result_facts(act.dossier)
    for result in rows:
        signed = blobs.read(result.pdf)
        result.document = _keep(act, result, signed, _sealed(act, result, signed), facts)
        result.pdf = result.document.blob
        result.state = IssuedResult.State.ISSUED
        result.save()
    # With other work ahead, or parts still at other agencies, the whole is not done: it is when the counter has it.
    move = moves.foresee(act.dossier, act.task, act.key, act.loaded, role=act.task.role)
    complete = finishing.leaves_only_the_counter(act.loaded.process, move)
    if complete:
        act.dossier.delivery = Delivery.READY
    act.data |= {
        "documents": [str(result.document_id) for result in rows],
        "sha256": [result.document.sha256 for result in rows],
        "issued": len(rows),
    }
    moves.advance(act, state=State.COMPLETED if complete else None)
    after_issue.issued(act.dossier, rows, actor=act.actor, now=act.now)
    moves.tell_applicant(act.dossier, "issued" if complete else "part-ended", once=str(act.dossier.lock_version))
    return rows


def _sealed(act: moves.Act, result: IssuedResult, signed: bytes) -> bytes:
    if result.received:
        return signed
    agency = issuer(act.dossier)
    key = signing.agency_key(agency.code)
    try:
        return signing.sign(signed, signer="agency", key=key, name=agency.name, reason="Phát hành")
    except signing.SigningFailed as failure:
        raise NotSealed from failure


def issuer(dossier: Dossier) -> Agency:
    """Who issues the results: the agency that handles the dossier."""
    return dossier.handling


def _results(act: moves.Act, *states: str) -> list[IssuedResult]:
    """All results of the dossier, each in one of ``states``: a step takes the whole dossier or refuses."""
    # What is in the vault stays there: of a corrected dossier only the corrected result goes this way again.
    rows = list(act.dossier.results.select_related("number", "pdf", "file", "clean").exclude(state=IssuedResult.State.ISSUED))
    if not rows or any(result.state not in states for result in rows):
        raise NotAllowed(_("Chưa có văn bản nào ở bước này."))
    return rows


def _keep(act: moves.Act, result: IssuedResult, signed: bytes, sealed: bytes, facts: dict[str, Any]) -> Document:
    item = results.one(act.loaded, act.dossier.answers, result.result_key)
    owner = act.dossier.owner
    subject = results.subject(item, result.values)
    form = "" if result.brought else vault_template(item.entry["template"]).copy_form
    issued_on = result.issued_on
    assert issued_on is not None  # result_numbered_before_signing, result_own_number_dated
    return keep.keep_result(
        owner=owner,
        origin=Document.Origin.COPY if form else Document.Origin.RESULT,
        copy_form=form,
        issuer=issuer(act.dossier),
        pdf=sealed,
        before=b"" if result.received else signed,
        kind=item.entry["key"],
        code=item.entry["code"],
        title=results.title(item, result.values, facts),
        subject_name="" if subject == str(owner) else subject,
        number=result.number,
        own_number=result.own_number,
        brought=result.brought,
        issuer_name=result.made_by if result.received else "",
        rendition=result.clean if result.received else None,
        issued_on=issued_on,
        procedure_code=act.loaded.code,
        dossier_code=act.dossier.code,
        public_id=result.public_id,
    )
