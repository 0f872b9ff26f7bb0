"""Making a copy of a paper that an agency issued (NĐ 30/2020/NĐ-CP, art. 25-27): sao y, sao lục, trích sao.

``begin`` takes the number, the worker draws the paper, ``seal`` puts the agency's signature on it and keeps it in the vault of
whoever owns the original. Only the agency that issued a paper copies it, and only while the original is in force.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Agency, Seat
from audit import log
from common import blobs, clock, outbox
from common.errors import DomainError, EmptyReason, NotAllowed, NotFound
from common.text import tidy
from vault import documents, leaves, papers, signing
from vault.access import offices
from vault.copied import SYMBOLS, Copy, CopyForm
from vault.models import Document, Reading
from vault.pages import count
from vault.services import keep, numbers
from vault.services.readings import note

PDF = "application/pdf"
DRAW = "vault.draw-copy"
BOOK = "SAO"
"""One book numbers all kinds of copies of an agency together (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
MAKERS = frozenset({Seat.Role.RECORDS, Seat.Role.LEADER})


class NotDrawn(DomainError):
    """The worker has not made the copy yet."""

    code = "not-drawn"
    default_message = _("Bản sao đang được tạo. Tải lại trang sau vài giây rồi ký.")


@transaction.atomic
def begin(document: Document, *, by: User, seat: Seat, form: str, pages: Sequence[int] = (), receiver: str, purpose: str) -> Copy:
    """Number a copy of ``document`` and have it drawn; ``pages`` from 1 for an extract. The caller has it from vault.access.

    Raises ``EmptyReason`` without receiver or purpose, ``NotAllowed`` for an original that is not in force, pages that it does
    not have, or a kind of copy that cannot be made of it.
    """
    receiver, purpose = tidy(receiver), tidy(purpose)
    if not receiver or not purpose:
        raise EmptyReason(gettext("Nhập nơi nhận bản sao và việc cần dùng."))
    document = _standing(document.pk)
    chosen = _checked(document, form, pages)
    actor, office = actor_for(by, seat), document.issuer
    assert office is not None  # document_of_the_state_has_issuer
    symbol = f"{SYMBOLS[CopyForm(form)]}-{abbreviation(office)}"
    copy = Copy.objects.create(
        made_from=document,
        form=form,
        pages=chosen,
        receiver=receiver,
        purpose=purpose,
        agency=office,
        seat=seat,
        made_by=by,
        made_at=clock.now(),
        number=numbers.reserve(BOOK, office, clock.today().year, actor, written=symbol),
    )
    note(
        document, actor=actor, action=Reading.Action.VIEW, reason=gettext("Sao giấy tờ cho %(receiver)s") % {"receiver": receiver}
    )
    log.append(f"document:{document.pk}", "copy-begun", actor, {"copy": str(copy.pk), "form": form})
    outbox.append(DRAW, {"copy": str(copy.pk)}, key=f"draw-copy:{copy.pk}")
    return copy


def _standing(document_id: uuid.UUID) -> Document:
    """The original as it stands now, kept from ending until the copy is written down."""
    related = ("issuer", "blob", "source", "owner_person", "owner_organisation")
    return Document.objects.select_for_update(of=("self",)).select_related(*related).get(pk=document_id)


def _checked(document: Document, form: str, pages: Sequence[int]) -> list[int]:
    """The pages to draw, empty for all."""
    if document.status != Document.Status.IN_FORCE or document.ended_original:
        raise NotAllowed(gettext("Bản chính không còn hiệu lực nên không sao được."))
    if document.received:
        why = gettext("Kết quả này do %(issuer)s cấp và ký số. Xin bản sao ở nơi cấp; tệp có chữ ký số dùng được ngay.")
        raise NotAllowed(why % {"issuer": document.issuer_name})
    again = document.copy_form == CopyForm.WHOLE
    if form not in SYMBOLS or document.copy_form and not again:
        raise NotAllowed(gettext("Giấy tờ này là bản sao. Hãy sao từ bản chính."))
    if (form == CopyForm.AGAIN) != again:
        raise NotAllowed(gettext("Sao lục chỉ làm từ bản sao y; sao y và trích sao làm từ bản chính."))
    there = count(blobs.read(document.blob))
    chosen = sorted(set(pages)) if form == CopyForm.EXTRACT else []
    if form == CopyForm.EXTRACT and (not chosen or chosen[0] < 1 or chosen[-1] > there):
        raise NotAllowed(gettext("Chọn các trang cần trích, từ 1 đến %(there)s.") % {"there": there})
    if len(chosen or range(there)) > leaves.MOST:
        raise NotAllowed(gettext("Một bản sao điện tử có nhiều nhất %(most)s trang.") % {"most": leaves.MOST})
    return chosen


def abbreviation(agency: Agency) -> str:
    """How an agency is written in a number: UBND, else the first letters of its name (Sở Tư pháp: STP)."""
    if agency.kind == Agency.Kind.AUTHORITY:
        return "UBND"
    return "".join(word[0] for word in agency.name.split()).upper()[:10]


def draw(payload: dict[str, Any]) -> None:
    """Make the paper that will be sealed; idempotent. Runs in a worker, pages are drawn in the jail."""
    related = (
        "made_from__issuer",
        "made_from__blob",
        "made_from__source",
        "agency__parent__area",
        "agency__area",
        "number",
        "seat",
    )
    copy = Copy.objects.select_related(*related).get(pk=payload["copy"])
    if copy.pdf_id or copy.dropped_at:
        return
    source = copy.made_from
    found = leaves.drawn(blobs.read(source.blob), copy.pages)
    area = copy.agency.area or (copy.agency.parent.area if copy.agency.parent else None)
    paper = papers.ResultPaper(
        public_id=copy.public_id,
        dossier_code=source.dossier_code,
        procedure_code=source.procedure_code,
        agency=copy.agency.name,
        parent_agency=copy.agency.parent.name if copy.agency.parent else "",
        place=area.name if area else "",
        number=copy.number.text,
        issued_on=copy.number.issued_on,
        signer_name="",
        signer_title="",
        recipients=(copy.receiver,),
    )
    data = {
        "form": copy.get_form_display(),
        "original": {"title": source.title, "number": source.number, "issued_on": source.issued_on.isoformat()},
        "issuer": source.issuer_shown,
        "pages": copy.pages,
        "purpose": copy.purpose,
    }
    copy.pdf = blobs.put(documents.render_copy(paper, data, found), PDF)
    copy.save(update_fields=["pdf"])


@transaction.atomic
def seal(copy_id: uuid.UUID, *, by: User, seat: Seat) -> Document:
    """Put the agency's signature on a drawn copy and keep it in the vault of the original's owner; again: the same document.

    Raises ``NotFound`` outside the seat's office, ``NotDrawn``, ``NotAllowed`` once the original has ended or the copy was
    dropped, and what signing raises: the number stands, nothing is kept.
    """
    copy = _locked(copy_id, seat)
    if copy.document is not None:
        return copy.document
    if copy.pdf is None:
        raise NotDrawn
    source = _standing(copy.made_from_id)
    _checked(source, copy.form, copy.pages)
    actor, key = actor_for(by, seat), signing.agency_key(copy.agency.code)
    sealed = signing.sign(blobs.read(copy.pdf), signer="agency", key=key, name=copy.agency.name, reason=copy.get_form_display())
    copy.document = keep.keep_result(
        owner=source.owner,
        issuer=copy.agency,
        pdf=sealed,
        kind=str(copy.form),
        title=f"{copy.get_form_display()}: {source.title}"[:300],
        subject_name=source.subject_name,
        number=copy.number,
        issued_on=copy.number.issued_on,
        valid_until=source.valid_until,
        procedure_code=source.procedure_code,
        dossier_code=source.dossier_code,
        public_id=copy.public_id,
        origin=Document.Origin.COPY,
        copy_form=copy.form,
        source=source.source or source,
        actor=actor,
    )
    copy.save(update_fields=["document"])
    log.append(f"document:{source.pk}", "copied", actor, {"copy": str(copy.document.pk), "form": copy.form})
    return copy.document


@transaction.atomic
def drop(copy_id: uuid.UUID, *, by: User, seat: Seat, reason: str) -> Copy:
    """Give up a copy that was not sealed: its number is void. Raises ``EmptyReason``, ``NotAllowed`` for a sealed one."""
    if not tidy(reason):
        raise EmptyReason(gettext("Nhập lý do bỏ bản sao này."))
    copy = _locked(copy_id, seat)
    if copy.document is not None:
        raise NotAllowed(gettext("Bản sao này đã ký và phát hành."))
    actor = actor_for(by, seat)
    numbers.void(copy.number, tidy(reason), actor=actor)
    copy.dropped_at, copy.drop_reason = clock.now(), tidy(reason)[:300]
    copy.save(update_fields=["dropped_at", "drop_reason"])
    log.append(f"document:{copy.made_from_id}", "copy-dropped", actor, {"copy": str(copy.pk)})
    return copy


def _locked(copy_id: uuid.UUID, seat: Seat) -> Copy:
    rows = Copy.objects.select_for_update(of=("self",)).select_related("agency", "number", "pdf", "document")
    copy = rows.filter(pk=copy_id, agency__in=offices(seat)).first()
    if copy is None or seat.role not in MAKERS:
        raise NotFound
    if copy.dropped_at is not None:
        raise NotAllowed(gettext("Bản sao này đã bỏ. Hãy lập bản sao mới."))
    return copy
