"""From the approved draft to the sealed document: number, person's signature, agency's seal, vault, hand-over.

Number and date are reserved before signing and printed in the signed bytes; a failed signing voids the number, which
is never used again (decisions.md). Person first, agency second.
"""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Agency, Seat
from common import blobs, outbox
from common.clock import local
from common.errors import DomainError, NotAllowed
from dossiers import results
from dossiers.models import Dossier, IssuedResult
from dossiers.services import moves
from dossiers.states import Delivery, State
from vault import signing
from vault.models import Document
from vault.results import template as vault_template
from vault.services import keep, numbers

PDF = "application/pdf"


class NotRendered(DomainError):
    """The worker has not made the paper yet."""

    code = "not-rendered"
    default_message = _("Văn bản đang được tạo. Tải lại trang sau vài giây rồi ký.")


@transaction.atomic
def number(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int) -> IssuedResult:
    """Reserve number and date in the agency's book of the year; the worker then makes the paper to sign."""
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="number")
    result = _result(act, IssuedResult.State.APPROVED)
    _reserve(act, result)
    moves.advance(act)
    return result


def sign(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int) -> IssuedResult:
    """Put the leader's PAdES signature on the numbered paper.

    Raises ``NotRendered``, or ``signing.SigningFailed``: then the number is void, a new one is taken and the paper is
    made again, so nothing unsigned keeps a used number.
    """
    try:
        return _sign(dossier_id, by=by, seat=seat, seen=seen)
    except signing.SigningFailed:
        _renumber(dossier_id, by=by, seat=seat, seen=seen)
        raise


@transaction.atomic
def _sign(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int) -> IssuedResult:
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="sign")
    result = _result(act, IssuedResult.State.NUMBERED)
    if result.pdf is None:
        raise NotRendered
    signed = signing.sign(
        blobs.read(result.pdf), signer="person", key=signing.person_key(seat.pk), name=str(by), reason=seat.title
    )
    result.pdf = blobs.put(signed, PDF)
    result.state = IssuedResult.State.SIGNED
    result.save()
    act.data["sha256"] = result.pdf.sha256
    moves.advance(act)
    return result


@transaction.atomic
def _renumber(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int) -> None:
    """After a failed signing: void the number for good, reserve the next, have the paper made again."""
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="sign")
    result = _result(act, IssuedResult.State.NUMBERED)
    numbers.void(result.number, "Ký số không thành công", actor=act.actor)
    result.pdf = None
    _reserve(act, result)
    act.action = "sign-failed"
    moves.save_act(act)


def _reserve(act: moves.Act, result: IssuedResult) -> None:
    """Take number and date for the result and ask the worker for the paper that carries them."""
    described = results.template(act.loaded, result.result_key)
    book = vault_template(described["template"]).book
    result.number = numbers.reserve(book, issuer(act.dossier), local(act.now).year, act.actor)
    result.state = IssuedResult.State.NUMBERED
    result.save()
    act.data["number"] = result.number.text
    outbox.append("dossiers.render-result", {"result": str(result.pk)}, key=f"render:{result.pk}:{result.number_id}")


@transaction.atomic
def stamp(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int) -> IssuedResult:
    """Put the agency's seal over the leader's signature and issue: the paper enters the applicant's vault."""
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="stamp")
    result = _result(act, IssuedResult.State.SIGNED)
    agency = issuer(act.dossier)
    sealed = signing.sign(
        blobs.read(result.pdf), signer="agency", key=signing.agency_key(agency.code), name=agency.name, reason="Phát hành"
    )
    result.document = _keep(act, result, agency, sealed)
    result.pdf = result.document.blob
    result.state = IssuedResult.State.ISSUED
    result.save()
    act.dossier.delivery = Delivery.READY
    act.data |= {"document": str(result.document.pk), "sha256": result.document.sha256}
    moves.advance(act, state=State.COMPLETED)
    moves.tell_applicant(act.dossier, "issued")
    return result


@transaction.atomic
def hand_over(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, recipient: str = "") -> Dossier:
    """The counter gives the result back, or confirms that it was delivered online; the dossier closes."""
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="hand-over")
    if recipient.strip():
        moves.write_opinion(act, recipient.strip())
    act.dossier.delivery = Delivery.DELIVERED
    moves.advance(act, state=State.DELIVERED)
    moves.tell_applicant(act.dossier, "delivered")
    return act.dossier


def issuer(dossier: Dossier) -> Agency:
    """Who issues the result: the agency that handles the dossier."""
    return dossier.handling


def _result(act: moves.Act, state: str) -> IssuedResult:
    result = act.dossier.results.select_related("number", "pdf").filter(state=state).first()
    if result is None:
        raise NotAllowed(_("Chưa có văn bản nào ở bước này."))
    return result


def _keep(act: moves.Act, result: IssuedResult, agency: Agency, sealed: bytes) -> Document:
    described = results.template(act.loaded, result.result_key)
    return keep.keep_result(
        owner=act.dossier.organisation or act.dossier.person,
        issuer=agency,
        pdf=sealed,
        kind=described["key"],
        code=described["code"],
        title=described["name"],
        number=result.number,
        issued_on=result.number.issued_on,
        procedure_code=act.loaded.code,
        dossier_code=act.dossier.code,
        public_id=result.public_id,
    )
