"""Taking a signed result into its owner's vault: verified first, stored as it is, never changed afterwards."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Person
from agencies.models import Agency
from audit import log
from common import blobs
from common.actors import SYSTEM, Actor
from common.errors import DomainError
from common.ids import opaque
from common.models import Blob
from vault import keys, signatures
from vault.models import Document, ReservedNumber
from vault.services import numbers

PDF = "application/pdf"


class NotSigned(DomainError):
    """The bytes carry no signature that holds: such a paper does not enter a vault."""

    code = "not-signed"
    default_message = _("Giấy tờ chưa có chữ ký số đúng của cơ quan nên chưa vào kho.")


class KeptAlready(DomainError):
    """Another paper was kept under this public id."""

    code = "kept-already"
    default_message = _("Giấy tờ này đã được lưu với nội dung khác.")


@transaction.atomic
def keep_result(
    *,
    owner: Person | Organisation,
    issuer: Agency,
    pdf: bytes,
    before: bytes = b"",
    kind: str,
    title: str,
    issued_on: date,
    code: str = "",
    number: ReservedNumber | None = None,
    own_number: str = "",
    brought: str = "",
    issuer_name: str = "",
    rendition: Blob | None = None,
    procedure_code: str = "",
    dossier_code: str = "",
    public_id: str = "",
    subject_name: str = "",
    valid_until: date | None = None,
    actor: Actor = SYSTEM,
    signed: bool = True,
    origin: Document.Origin = Document.Origin.RESULT,
    source: Document | None = None,
    copy_form: str = "",
) -> Document:
    """Keep a result for its owner and mark its number used.

    ``public_id`` is the id that its QR already carries. Keeping the same bytes again returns the same row; other bytes
    under the same id raise ``KeptAlready``. Unless ``signed`` is False (a result received on paper and scanned) the
    signatures are checked first and ``NotSigned`` is raised when one does not hold: nothing is stored then. ``before``: the paper
    as it was until the caller sealed it just now (signatures.check). ``origin`` is a
    result, a receipt or a copy (``copy_form``: of which kind, ``source``: of what, where that is ours). ``brought``: no template
    made it; ``own_number`` is then the number that it came with, and of a received one ``issuer_name`` says who issued it.
    """
    public_id = public_id or opaque()
    kept = Document.objects.select_related("blob").filter(public_id=public_id).first()
    if kept is not None:
        return _same(kept, pdf)
    checked = _checked(pdf, before) if signed else None
    if checked is not None and not checked.intact:
        raise _not_signed(checked)
    blob = blobs.put(pdf, PDF)
    document = Document.objects.create(
        public_id=public_id,
        **owned_by(owner),
        origin=origin,
        source=source,
        copy_form=copy_form,
        subject_name=subject_name,
        kind=kind,
        code=code,
        title=title,
        number=number.text if number else own_number,
        brought=brought,
        issuer_name=issuer_name,
        rendition=rendition,
        issued_on=issued_on,
        valid_until=valid_until,
        issuer=issuer,
        procedure_code=procedure_code,
        dossier_code=dossier_code,
        blob=blob,
        sha256=blob.sha256,
        signatures=[asdict(s) for s in checked.signatures] if checked else [],
    )
    if number is not None:
        numbers.use(number, document)
    log.append(f"document:{document.pk}", "kept", actor, {"sha256": document.sha256, "number": document.number})
    return document


def _not_signed(checked: signatures.Check) -> NotSigned:
    one = checked.revoked
    if one is None:
        return NotSigned()
    words = {"who": one.by, "ca": one.issuer}
    return NotSigned(_("%(who)s ký bằng chứng thư mà %(ca)s đã thu hồi trước đó, nên giấy tờ không vào kho.") % words)


def _checked(pdf: bytes, before: bytes) -> signatures.Check:
    return signatures.check(pdf, keys.trusted_roots(), crls=keys.revocation_lists(), before=before)


def _same(kept: Document, pdf: bytes) -> Document:
    if hashlib.sha256(pdf).hexdigest() != kept.sha256:
        raise KeptAlready
    return kept


def owned_by(owner: Person | Organisation) -> Mapping[str, Any]:
    """The column of the owner."""
    return {"owner_person": owner} if isinstance(owner, Person) else {"owner_organisation": owner}
