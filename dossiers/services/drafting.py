"""Drafts: start, save a page, add and remove files. Each save touches only its own page, so two tabs lose nothing."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.selectors import known_facts
from common import clock
from common.errors import DomainError, NotAllowed
from dossiers.known import known
from dossiers.loaded import load
from dossiers.locks import lock_draft
from dossiers.models import Draft, DraftFile
from dossiers.models.draft import UploadStatus
from dossiers.services.uploads import Upload, keep
from eforms import engine
from procedures.models import Offering, ProcedureVersion

KEPT = timedelta(days=60)
MAX_FILES = 20
MAX_TOTAL = 60 * 1024 * 1024


class TooMany(DomainError):
    """More files, or more bytes, than a dossier takes."""

    code = "too-many"


@transaction.atomic
def start(user: User, version: ProcedureVersion, offering: Offering, organisation: Organisation | None = None) -> Draft:
    """Open a draft of the published version at the place chosen; what the account knows is copied in once."""
    now = clock.now()
    return Draft.objects.create(
        owner=user,
        organisation=organisation,
        version=version,
        offering=offering,
        known=known_facts(user),
        saved_at=now,
        expires_at=now + KEPT,
    )


@transaction.atomic
def save_page(draft_id: uuid.UUID, user: User, *, page: str, typed: dict[str, Any]) -> tuple[Draft, engine.Outcome]:
    """Run the engine on one page over the answers saved so far and keep the result, wrong input included.

    Only this page's answers are taken from ``typed``, under the row lock: a second tab's pages stand as they are.
    Raises ``NotAllowed`` once the draft was submitted. Three statements.
    """
    draft = lock_draft(draft_id, user.pk)
    _must_be_open(draft)
    form = load(draft.version_id).form
    outcome = engine.process(form, typed, page=page, previous=draft.answers, prefill=known(draft), now=clock.now())
    draft.answers = outcome.data
    done = set(draft.pages_done)
    draft.pages_done = sorted(done | {page} if outcome.valid else done - {page})
    draft.page = page
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.expires_at = draft.saved_at + KEPT
    draft.save(update_fields=["answers", "pages_done", "page", "revision", "saved_at", "expires_at"])
    return draft, outcome


def add_file(draft_id: uuid.UUID, user: User, *, paper_key: str, name: str, data: bytes) -> DraftFile:
    """Check and keep one uploaded file; raises ``BadUpload`` with words for the applicant, or ``TooMany``."""
    return _attach(draft_id, user, keep(paper_key, name, data))


@transaction.atomic
def _attach(draft_id: uuid.UUID, user: User, upload: Upload) -> DraftFile:
    draft = lock_draft(draft_id, user.pk)
    _must_be_open(draft)
    if upload.paper_key not in {paper["key"] for paper in load(draft.version_id).content["papers"]}:
        raise NotAllowed
    sizes = list(draft.files.values_list("blob__size", flat=True))
    if len(sizes) >= MAX_FILES or sum(sizes) + upload.size > MAX_TOTAL:
        raise TooMany(_("Mỗi hồ sơ nhận tối đa 20 tệp, tổng cộng 60 MB. Xóa bớt tệp rồi tải lại."))
    draft.saved_at = clock.now()
    draft.save(update_fields=["saved_at"])
    return DraftFile.objects.create(
        draft=draft,
        paper_key=upload.paper_key,
        name=upload.name,
        blob_id=upload.blob_id,
        rendition_id=upload.rendition_id,
        pages=upload.pages,
        status=UploadStatus.RECEIVED,
    )


@transaction.atomic
def remove_file(draft_id: uuid.UUID, user: User, file_id: uuid.UUID) -> None:
    """Take a file off the draft; its bytes are swept later when nothing else names them."""
    draft = lock_draft(draft_id, user.pk)
    _must_be_open(draft)
    draft.files.filter(pk=file_id).delete()


@transaction.atomic
def discard(draft_id: uuid.UUID, user: User) -> None:
    """Delete a draft that its owner no longer wants."""
    draft = lock_draft(draft_id, user.pk)
    _must_be_open(draft)
    draft.delete()


def _must_be_open(draft: Draft) -> None:
    if draft.submitted_at is not None:
        raise NotAllowed(_("Hồ sơ này đã nộp nên không sửa được nữa."))
