"""Citizens sign: a PDF among the papers of their draft, and the e-form that they filed, with their key at a remote service.

The signature is public (chữ ký số công cộng): the portal sends the hash, the service signs it with the key of whoever consents.
"""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import log
from common import blobs
from common.actors import Actor
from common.errors import NotAllowed
from dossiers import access
from dossiers.locks import lock_dossier
from dossiers.models import DraftFile, PrintedForm
from dossiers.services import papers, uploads
from vault import keys, signing
from vault.keys import Consent

MOST_NAME = 190


def may_sign(file: DraftFile) -> bool:
    """Whether a file can carry a signature: a PDF of one's own, not one from the vault."""
    return file.blob.mime == uploads.PDF and file.document_id is None


def sign_paper(file_id: uuid.UUID, *, by: User, credential: str, consent: Consent) -> DraftFile:
    """Put the owner's signature on a PDF of the draft; the signed file takes the place of the unsigned one.

    Raises ``NotFound``, ``NotAllowed``, ``WrongKey`` for a key of somebody else, and what ``signing.sign`` raises.
    """
    file = access.draft_file_of(by, file_id)
    if not may_sign(file):
        raise NotAllowed(_("Chỉ ký số được tệp PDF do bạn tải lên."))
    signed = _signed(blobs.read(file.blob), by, credential, consent)
    name = file.name if "(đã ký số)" in file.name else f"{file.name.removesuffix('.pdf')[:MOST_NAME]} (đã ký số).pdf"
    return papers.add_file(
        file.draft_id, by, paper_key=file.paper_key, field=file.field, name=name, data=signed, replaces=file.pk
    )


@transaction.atomic
def sign_declaration(form_id: uuid.UUID, *, by: User, credential: str, consent: Consent) -> PrintedForm:
    """Put the applicant's signature on the e-form as it was filed and printed.

    Raises ``NotFound``, ``NotAllowed`` for another paper or one that is signed already, and what ``signing.sign`` raises.
    """
    form = access.printed_of(by, form_id)
    dossier = lock_dossier(form.dossier_id)
    form = PrintedForm.objects.select_related("blob").get(pk=form.pk)
    if form.kind != PrintedForm.Kind.DECLARATION or form.blob is None or form.data.get("signed_by"):
        raise NotAllowed(_("Chỉ ký số được tờ khai đã nộp, một lần."))
    form.blob = blobs.put(_signed(blobs.read(form.blob), by, credential, consent), uploads.PDF)
    form.data = {**form.data, "signed_by": str(by)}
    form.save(update_fields=["blob", "data"])
    told = {"form": str(form.pk), "sha256": form.blob.sha256}
    log.append(f"dossier:{dossier.pk}", "sign-declaration", Actor("citizen", by.pk), told)  # nobody's open page grows stale
    return form


def _signed(pdf: bytes, by: User, credential: str, consent: Consent) -> bytes:
    key = keys.remote_key(credential)
    return signing.sign(pdf, signer="person", key=key, name=str(by), visible=False, consent=consent)
