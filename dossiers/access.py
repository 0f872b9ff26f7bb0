"""Gatekeepers: the only way to fetch a dossier's rows that a person asked for. No row within reach: ``NotFound``."""

import uuid
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access import acted_for, in_care, represented
from accounts.models import User
from agencies.models import Seat
from common.errors import NotFound
from dossiers.models import Dossier, DossierFee, DossierFile, Draft, DraftFile, PageMark, PrintedForm, Task, WorkFile
from payments.models import FeeRequest

# Seats that never read a dossier's content, whatever their agency (reliability-security.md §5.2).
BLIND_ROLES = frozenset({Seat.Role.SYSADMIN, Seat.Role.AUTHOR, Seat.Role.APPROVER, Seat.Role.FINANCE})


def own(user: User, filer: str, *, of: str = "", acting: Collection[uuid.UUID] | None = None) -> Q:
    """Whose a draft or a dossier is: what ``user`` filed alone, and what anyone filed for an organisation that ``user``
    represents today or a child that they have in their care. Whoever may act for them no longer has no part in it, even in
    what they filed themselves.

    ``filer`` is the field that names the account, ``of`` the way there (``draft__``). Without ``acting`` (``acted_for``) the
    rights are subqueries; a list gives them, so that its plan can use the indexes. For one row by its key there is ``is_own``,
    which a draft or dossier of one's own asks nothing more.
    """
    alone = {f"{of}{filer}_id": user.pk, f"{of}organisation__isnull": True, f"{of}child__isnull": True}
    companies, children = (represented(user), in_care(user)) if acting is None else (acting, acting)
    return Q(**alone) | Q(**{f"{of}organisation_id__in": companies}) | Q(**{f"{of}child_id__in": children})


def is_own(user: User, row: Draft | Dossier, filer: uuid.UUID | None) -> bool:
    """``own`` of a row at hand, which ``filer`` began. No query unless it is an organisation's or a child's, then one."""
    if row.organisation_id is not None:
        return row.organisation_id in set(represented(user))
    if row.child_id is not None:
        return row.child_id in set(in_care(user))
    return filer == user.pk


def drafts_of(user: User) -> QuerySet[Draft]:
    """The drafts that are not submitted, one's own, those of the organisations one represents and of one's children; two queries.

    The answer to a supplement is found at its dossier.
    """
    mine = own(user, "owner", acting=acted_for(user))
    rows = Draft.objects.filter(mine, submitted_at__isnull=True, supplement__isnull=True, counter__isnull=True)
    return rows.select_related("version", "offering__receiving", "organisation", "child")


def draft_of(user: User, draft_id: uuid.UUID) -> Draft:
    """One's own draft, submitted or not, begun at no counter (dossiers/counter.py); one query, see ``is_own``."""
    related = ("receiving", "offering__receiving", "offering__handling", "organisation", "child", "supplement__dossier")
    rows = Draft.objects.select_related(*related)
    draft = rows.filter(pk=draft_id, counter__isnull=True).order_by().first()
    if draft is None or not is_own(user, draft, draft.owner_id):
        raise NotFound
    return draft


def draft_file_of(user: User, file_id: uuid.UUID) -> DraftFile:
    """A file of one's own draft."""
    rows = DraftFile.objects.select_related("blob", "rendition", "draft")
    file = rows.filter(own(user, "owner", of="draft__"), pk=file_id, draft__counter__isnull=True).first()
    if file is None:
        raise NotFound
    return file


def dossiers_of(user: User) -> QuerySet[Dossier]:
    """What was filed, for lists: two queries; see ``own``. Parts of a dossier are found in it (liên thông), not beside it."""
    return Dossier.objects.filter(own(user, "applicant", acting=acted_for(user)), parent__isnull=True)


def filed_by(user: User) -> QuerySet[Dossier]:
    """The same for one row that is looked up by its key: one query."""
    return Dossier.objects.filter(own(user, "applicant"))


def dossier_of(user: User, dossier_id: uuid.UUID) -> Dossier:
    """A dossier that this account filed; one query."""
    related = ("receiving", "handling", "returning", "holder", "version__procedure", "organisation", "person")
    rows = filed_by(user).select_related(*related)
    dossier = rows.filter(pk=dossier_id).first()
    if dossier is None:
        raise NotFound
    return dossier


def must_be_own(user: User, dossier: Dossier) -> None:
    """The check of an act on a dossier that is locked already; raises ``NotFound``. One query unless filed for oneself."""
    if not is_own(user, dossier, dossier.applicant_id):
        raise NotFound


def within_reach(seat: Seat) -> QuerySet[Dossier]:
    """Dossiers that a seat may read: its agency receives or handles them, or has had a task in them."""
    if seat.role in BLIND_ROLES:
        return Dossier.objects.none()
    tasks = Task.objects.filter(dossier=OuterRef("pk"), agency_id=seat.agency_id)
    mine = Q(receiving_id=seat.agency_id) | Q(handling_id=seat.agency_id) | Q(Exists(tasks))
    return Dossier.objects.filter(mine)


def reached(seat: Seat, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these dossiers the seat may read; one query, none for none."""
    return set(within_reach(seat).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def with_kin(seat: Seat) -> QuerySet[Dossier]:
    """What one row is looked up in: within reach, or the whole of a part that the seat's agency handles, or the other way.

    Whoever does a part of a matter reads the papers that were filed for all of it (liên thông).
    """
    if seat.role in BLIND_ROLES:
        return Dossier.objects.none()
    parts = Dossier.objects.filter(parent=OuterRef("pk"), handling_id=seat.agency_id)
    kin = Q(Exists(parts)) | Q(parent__handling_id=seat.agency_id)
    return Dossier.objects.filter(Q(pk__in=within_reach(seat).values("pk")) | kin)


def dossier_for_seat(seat: Seat, dossier_id: uuid.UUID) -> Dossier:
    """A dossier within the seat's reach; one query."""
    rows = with_kin(seat).select_related(
        "receiving", "handling", "returning", "holder", "version__procedure", "person", "child", "parent"
    )
    dossier = rows.filter(pk=dossier_id).first()
    if dossier is None:
        raise NotFound
    return dossier


def dossier_for_money(seat: Seat, dossier_id: uuid.UUID) -> Dossier:
    """The dossier whose money a seat looks after: within reach, or for an accountant one whose demands their agency collects.

    An accountant reads what is due, who pays and what they prove, nothing else of the dossier. One query.
    """
    if seat.role != Seat.Role.FINANCE:
        return dossier_for_seat(seat, dossier_id)
    collected = DossierFee.objects.filter(dossier=OuterRef("pk"), fee_request__in=FeeRequest.objects.reach_of(seat.agency))
    rows = Dossier.objects.select_related("version__procedure", "handling", "receiving")
    dossier = rows.filter(Exists(collected), pk=dossier_id).first()
    if dossier is None:
        raise NotFound
    return dossier


def file_for_seat(seat: Seat, file_id: uuid.UUID) -> DossierFile:
    """A paper's file of a dossier within the seat's reach."""
    rows = DossierFile.objects.select_related("blob", "rendition", "dossier", "document")
    file = rows.filter(pk=file_id, dossier__in=with_kin(seat)).first()
    if file is None:
        raise NotFound
    return file


def work_file_for_seat(seat: Seat, file_id: uuid.UUID) -> WorkFile:
    """A file that an official put to a dossier within the seat's reach."""
    file = WorkFile.objects.select_related("blob", "dossier").filter(pk=file_id, dossier__in=with_kin(seat)).first()
    if file is None:
        raise NotFound
    return file


def mark_for_seat(seat: Seat, mark_id: uuid.UUID) -> PageMark:
    """A mark on a page of a dossier within the seat's reach."""
    mark = PageMark.objects.filter(pk=mark_id, dossier__in=within_reach(seat)).first()
    if mark is None:
        raise NotFound
    return mark


def file_of(user: User, file_id: uuid.UUID) -> DossierFile:
    """A paper's file of a dossier that this account filed."""
    rows = DossierFile.objects.select_related("blob", "rendition")
    file = rows.filter(own(user, "applicant", of="dossier__"), pk=file_id).first()
    if file is None:
        raise NotFound
    return file


def printed_of(user: User, form_id: uuid.UUID) -> PrintedForm:
    """A printed form of a dossier that this account filed."""
    rows = shown_to_applicant(PrintedForm.objects.select_related("blob", "dossier"))
    form = rows.filter(own(user, "applicant", of="dossier__"), pk=form_id).first()
    if form is None:
        raise NotFound
    return form


def shown_to_applicant(forms: QuerySet[PrintedForm]) -> QuerySet[PrintedForm]:
    """Without what stays inside the administration: form 06 names officials and their times, minutes other people."""
    return forms.exclude(kind__in=(PrintedForm.Kind.FORM_06, PrintedForm.Kind.MINUTES))


def printed_for_seat(seat: Seat, form_id: uuid.UUID) -> PrintedForm:
    """A printed form of a dossier within the seat's reach."""
    form = PrintedForm.objects.select_related("blob", "dossier").filter(pk=form_id, dossier__in=within_reach(seat)).first()
    if form is None:
        raise NotFound
    return form
