"""What forms 04 to 07 and the slip for results say: the dossier's rows turned into vault's paper contexts. Reads only."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy

from accounts.models import User
from agencies.models import Agency
from audit.models import AuditEvent
from common import clock
from common.errors import DomainError
from dossiers import printing
from dossiers.loaded import load
from dossiers.models import Dossier, Extension, HandOver, PrintedForm, SiteMinutes, Task
from dossiers.states import State
from vault.papers_time import (
    ApologyPaper,
    ControlLine,
    ControlSheetPaper,
    MinutesPaper,
    Present,
    RegisterLine,
    RegisterPaper,
    SlipLine,
    SlipPaper,
    StopPaper,
)

TO = ("Như trên", "Lưu: hồ sơ")
BY_ITSELF = {
    "lapse": "hệ thống lập khi hết thời hạn bổ sung ghi trên phiếu yêu cầu",
    "withdraw": "hệ thống lập theo yêu cầu rút hồ sơ của người nộp",
}
MOST_ROWS = 500
# What was not filed after all is in no book: the fee was never paid.
UNFILED = (State.AWAITING_PAYMENT, State.EXPIRED)


class TooManyRows(DomainError):
    """A book that leaves rows out is wrong, so there is none."""

    code = "too-many"
    default_message = gettext_lazy("Những ngày này có quá nhiều hồ sơ cho một sổ. Chọn ít ngày hơn.")


def form04(dossier: Dossier, form: PrintedForm, row: Extension) -> ApologyPaper:
    """Văn bản xin lỗi và đề nghị gia hạn: the promise that is not kept, why, and the one new promise."""
    return ApologyPaper(
        **printing.head(dossier, dossier.handling, form.public_id),
        number=row.decision,
        applicant=printing.applicant(dossier),
        procedure_name=load(dossier.version_id, dossier.case).title,
        received_at=dossier.accepted_at,
        promised_at=row.before,
        until=row.until,
        reason=sentence(row.reason),
        issued_on=clock.local(row.created_at).date(),
        signer_name=str(row.signer),
        signer_title=row.signed_by.title,
        recipients=TO,
    )


def minutes(dossier: Dossier, form: PrintedForm, row: SiteMinutes) -> MinutesPaper:
    """Biên bản xác minh thực tế: what the official noted, for those who were there to sign."""
    return MinutesPaper(
        **printing.head(dossier, row.seat.agency, form.public_id),
        applicant=printing.applicant(dossier),
        procedure_name=load(dossier.version_id, dossier.case).title,
        visited_at=row.visited_at,
        visited_place=row.place,
        present=[Present(name=one["name"], role=one["role"]) for one in row.participants],
        findings=row.findings,
        conclusion=row.get_conclusion_display(),
        written_at=row.created_at,
        written_by=str(row.author),
        written_by_title=row.seat.title,
    )


def form05(dossier: Dossier, form: PrintedForm, *, signed: bool, number: str = "") -> StopPaper:
    """Thông báo dừng giải quyết: the ground, what is given back, who decided."""
    action = _ended_by(dossier)
    name, title = printing.who(dossier, "stop") if signed else ("", "")
    return StopPaper(
        **printing.head(dossier, dossier.handling, form.public_id),
        number=number,
        applicant=printing.applicant(dossier),
        procedure_name=load(dossier.version_id, dossier.case).title,
        submitted_at=dossier.submitted_at,
        received_at=dossier.accepted_at,
        stopped_at=dossier.closed_at or form.created_at,
        reason=_ground(action, dossier.closing_reason),
        originals=[row.name for row in dossier.originals.filter(returned_at__isnull=True)],
        signer_name=name,
        signer_title=title,
        by_itself="" if signed else BY_ITSELF.get(action, "hệ thống lập"),
        recipients=TO,
    )


def _ended_by(dossier: Dossier) -> str:
    events = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action__in=("stop", *BY_ITSELF))
    return events.order_by("-seq").values_list("action", flat=True).first() or ""


def _ground(action: str, reason: str) -> str:
    said = sentence(reason)
    return f"Người nộp đề nghị rút hồ sơ: {said[:1].lower()}{said[1:]}" if action == "withdraw" else said


def sentence(text: str) -> str:
    """With a full stop at its end, as papers write."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."


def slip(dossier: Dossier, form: PrintedForm, row: HandOver) -> SlipPaper:
    """Giấy biên nhận trả kết quả: every result in the vault, and the originals that went back with them."""
    rows = dossier.results.filter(document__isnull=False).select_related("document")
    back = dossier.originals.filter(returned_at__isnull=False)
    return SlipPaper(
        **printing.head(dossier, dossier.returning, form.public_id),
        applicant=printing.applicant(dossier),
        procedure_name=load(dossier.version_id, dossier.case).title,
        way=row.get_way_display(),
        lines=[
            SlipLine(name=r.document.title, number=r.document.number, issued_on=r.document.issued_on, copies=r.copies)
            for r in rows
        ],
        originals=[original.name for original in back],
        handed_at=row.ended_at or row.at,
        recipient=row.recipient or dossier.owner_name,
        recipient_number=row.identity_number or "",
        tracking_code=row.tracking_code,
        address=row.address or "",
        giver_name=str(row.user),
        giver_title=row.by.title,
    )


def form06(dossier: Dossier, form: PrintedForm) -> ControlSheetPaper:
    """Phiếu kiểm soát: each hand-over from one step to the next, as the tasks tell it; five queries."""
    tasks = list(dossier.tasks.select_related("agency", "assignee__person").order_by("opened_at", "pk"))
    asked = dossier.consultations.select_related("agency")
    return ControlSheetPaper(
        **printing.head(dossier, dossier.receiving, form.public_id),
        owner_name=dossier.owner_name,
        procedure_name=load(dossier.version_id, dossier.case).title,
        received_at=dossier.accepted_at or dossier.submitted_at,
        due_at=dossier.due_at,
        handling_agency=dossier.handling.name,
        coordinating=sorted({row.agency.name for row in asked}),
        lines=list(_hand_overs(tasks, actors(dossier))),
        printed_at=form.created_at,
    )


def actors(dossier: Dossier) -> dict[str, str]:
    """Step → who acted there last, from the chain; two queries."""
    events = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", actor__startswith="official:", data__has_key="step")
    by_step = {event.data["step"]: event.actor.partition("@")[0].removeprefix("official:") for event in events.order_by("seq")}
    names = {str(user.pk): str(user) for user in User.objects.select_related("person").filter(pk__in=set(by_step.values()))}
    return {step: names.get(ref, "") for step, ref in by_step.items()}


def _hand_overs(tasks: Sequence[Task], acted: dict[str, str]) -> Iterable[ControlLine]:
    for before, after in zip(tasks, tasks[1:], strict=False):
        if before.done_at is None and after.bucket != Task.Bucket.CONSULT:
            continue
        yield ControlLine(
            step=after.step_name,
            giver=before.agency.name,
            taker=after.agency.name,
            at=after.opened_at,
            giver_name=acted.get(before.step, ""),
            taker_name=str(after.assignee) if after.assignee else acted.get(after.step, ""),
            outcome=_outcome(before),
        )


def _outcome(task: Task) -> str:
    if task.done_at is None:
        return ""
    if task.done_at > task.due_at:
        return "Quá hạn"
    same_day = clock.local(task.done_at).date() == clock.local(task.due_at).date()
    return "Đúng hạn" if same_day else "Trước hạn"


def register(agency: Agency, since: date, until: date, now: datetime) -> tuple[RegisterPaper, list[uuid.UUID]]:
    """Form 07 of what ``agency`` received from ``since`` to ``until``, both included, and whose contacts it shows; three queries.

    Raises ``TooManyRows``: a book is whole or it is none.
    """
    first, after = (datetime.combine(day, time.min, clock.VIETNAM) for day in (since, until + timedelta(days=1)))
    rows = list(
        Dossier.objects.filter(receiving=agency, submitted_at__gte=first, submitted_at__lt=after)
        .exclude(state__in=UNFILED)
        .select_related("version", "handling")
        .prefetch_related("tasks", "hand_overs")
        .defer("answers", "version__content", "due_explanation", "provenance")
        .order_by("submitted_at", "code")[: MOST_ROWS + 1]
    )
    if len(rows) > MOST_ROWS:
        raise TooManyRows
    area = agency.area or (agency.parent.area if agency.parent else None)
    paper = RegisterPaper(
        public_id="",
        dossier_code="",
        procedure_code="",
        agency=agency.name,
        parent_agency=agency.parent.name if agency.parent else "",
        place=area.name if area else "",
        since=since,
        until=until,
        lines=[_registered(row) for row in rows],
        printed_at=now,
    )
    return paper, [row.pk for row in rows]


def _registered(dossier: Dossier) -> RegisterLine:
    tasks = sorted(dossier.tasks.all(), key=lambda task: task.opened_at)
    given = next((task.opened_at for task in tasks if task.bucket == Task.Bucket.HAND_OVER), None)
    ways = [row.get_way_display() for row in dossier.hand_overs.all()]
    return RegisterLine(
        code=dossier.code,
        procedure_name=dossier.version.name,
        owner_name=dossier.owner_name,
        contact=", ".join(filter(None, (dossier.owner_address, dossier.owner_phone))),
        handling_agency=dossier.handling.name,
        received_at=dossier.accepted_at or dossier.submitted_at,
        due_at=dossier.due_at,
        forwarded_at=next((task.opened_at for task in tasks if task.bucket == Task.Bucket.WORK), None),
        result_at=given,
        returned_at=dossier.closed_at if dossier.state == "delivered" else None,
        way=ways[-1] if ways else "",
        note="" if dossier.state in ("completed", "delivered", "processing", "submitted") else dossier.get_state_display(),
    )
