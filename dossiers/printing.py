"""What the papers of a dossier say: the dossier's rows turned into vault's paper contexts. Reads only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from agencies.models import Agency, Seat
from audit.models import AuditEvent
from common.clock import local, today
from deadlines.limits import parse
from dossiers import results
from dossiers.loaded import Loaded, load
from dossiers.models import CounterFiling, Dossier, IssuedResult, PrintedForm, Supplement
from dossiers.states import RULE_CHANNEL, Channel, Money
from procedures.words import in_words
from vault import papers


def head(dossier: Dossier, agency: Agency, public_id: str) -> dict[str, Any]:
    """The head of a paper that ``agency`` prints: its superior body above it, its place, the codes of the QR."""
    area = agency.area or (agency.parent.area if agency.parent else None)
    return {
        "public_id": public_id,
        "dossier_code": dossier.code,
        "procedure_code": load(dossier.version_id, dossier.case).code,
        "agency": agency.name,
        "parent_agency": agency.parent.name if agency.parent else "",
        "place": area.name if area else "",
    }


def applicant(dossier: Dossier) -> papers.Applicant:
    """Who filed, with what a receipt prints of them."""
    person_name = dossier.person.full_name if dossier.person else dossier.owner_name
    on_behalf = dossier.owner_name if dossier.filed_by else ""
    return papers.Applicant(
        name=person_name,
        address=dossier.owner_address or "",
        phone=dossier.owner_phone or "",
        email=dossier.applicant.email if dossier.applicant else "",
        identity_number=(dossier.person.identity_number or "") if dossier.person else "",
        on_behalf_of=on_behalf,
    )


def confirmation(dossier: Dossier, form: PrintedForm) -> papers.ConfirmationPaper:
    """Xác nhận đã nộp: what was received, file by file, with its hash."""
    loaded = load(dossier.version_id, dossier.case)
    files = dossier.files.select_related("blob").filter(replaced_at__isnull=True)
    fee = sum(link.fee_request.total for link in dossier.fees.select_related("fee_request"))
    return papers.ConfirmationPaper(
        **head(dossier, dossier.receiving, form.public_id),
        applicant=applicant(dossier),
        procedure_name=loaded.title,
        submitted_at=dossier.submitted_at,
        expected_on=local(dossier.expected_at).date(),
        files=[
            papers.FileLine(
                paper=loaded.paper_name(f.paper_key), name=f.name, size=f.blob.size, pages=f.pages, sha256=f.blob.sha256
            )
            for f in files
        ],
        answers_sha256=dossier.answers_hash,
        fee=fee or None,
        fee_paid=dossier.money == Money.SETTLED,
        handling_agency=dossier.handling.name,
    )


def form01(dossier: Dossier, form: PrintedForm) -> papers.ReceiptPaper:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả: the promise with its explanation, from what was stored at acceptance."""
    loaded = load(dossier.version_id, dossier.case)
    name, title = who(dossier, "receive")
    at_counter = dossier.channel == Channel.COUNTER
    whose = dossier.owner_name if dossier.filed_by else "người nộp"
    return papers.ReceiptPaper(
        **head(dossier, dossier.receiving, form.public_id),
        applicant=applicant(dossier),
        procedure_name=loaded.title,
        received_at=dossier.accepted_at,
        due_at=dossier.due_at,
        limit_text=parse(dossier.limit).text,
        explanation=[
            papers.DueLine(at=datetime.fromisoformat(line["at"]) if line["at"] else None, text=line["text"])
            for line in dossier.due_explanation
        ],
        papers=handed_in(dossier, loaded),
        channel=Channel(dossier.channel).label,
        return_method=f"Tại {dossier.returning.name}" if at_counter else f"Trực tuyến, tại Kho giấy tờ của {whose}",
        receiver_name=name,
        receiver_title=title,
        handling_agency=dossier.handling.name,
        fee=sum(link.fee_request.total for link in dossier.fees.select_related("fee_request")) or None,
    )


def handed_in(dossier: Dossier, loaded: Loaded) -> list[papers.PaperLine]:
    """The papers that came, as files and as paper: what a clerk counted at the counter."""
    files = set(dossier.files.filter(replaced_at__isnull=True).values_list("paper_key", flat=True))
    filing = CounterFiling.objects.filter(dossier=dossier).first()
    counted = {key: paper for key, paper in (filing.papers if filing else {}).items() if paper.get("got")}
    return [
        papers.PaperLine(
            name=p.name,
            originals=int(counted.get(p.key, {}).get("originals") or 0),
            copies=int(counted.get(p.key, {}).get("copies") or 0),
            electronic=int(p.key in files),
            note=p.note,
        )
        for p in loaded.papers(dossier.answers, RULE_CHANNEL[Channel(dossier.channel)])
        if p.key in files or p.key in counted
    ]


def form02(dossier: Dossier, form: PrintedForm, supplement: Supplement) -> papers.SupplementPaper:
    """Phiếu yêu cầu bổ sung: each item with its own reason."""
    name, title = who(dossier, "supplement")
    return papers.SupplementPaper(
        **head(dossier, dossier.receiving, form.public_id),
        applicant=applicant(dossier),
        procedure_name=load(dossier.version_id, dossier.case).title,
        received_at=dossier.accepted_at or dossier.submitted_at,
        asked_at=supplement.asked_at,
        paused=dossier.accepted_at is not None and dossier.accepted_at <= supplement.asked_at,
        items=[papers.SupplementLine(item=item.label, reason=item.reason) for item in supplement.items.all()],
        asked_by=name,
        asked_by_title=title,
        answer_by=local(supplement.answer_until).date(),
    )


def form03(dossier: Dossier, form: PrintedForm) -> papers.RefusalPaper:
    """Phiếu từ chối tiếp nhận, with the reason."""
    name, title = who(dossier, "refuse")
    return papers.RefusalPaper(
        **head(dossier, dossier.receiving, form.public_id),
        applicant=applicant(dossier),
        procedure_name=load(dossier.version_id, dossier.case).title,
        submitted_at=dossier.submitted_at,
        refused_at=dossier.closed_at,
        reasons=[dossier.closing_reason],
        refused_by=name,
        refused_by_title=title,
    )


def result_facts(dossier: Dossier) -> dict[str, Any]:
    """What the rules of all the dossier's results may look at; dossiers/results.py adds each one's row."""
    words = in_words(load(dossier.version_id, dossier.case).source, dossier.answers)  # a result speaks the language of the law
    own = {"owner": dossier.owner_name, "case": dossier.case or None, "today": today().isoformat()}
    return {"answers": dossier.answers, "words": words, **own}


def result_paper(result: IssuedResult) -> tuple[str, papers.ResultPaper, dict[str, Any]]:
    """Template key, paper and data of a result as it will be signed: with its reserved number and date."""
    dossier = result.dossier
    item = results.one(load(dossier.version_id, dossier.case), dossier.answers, result.result_key)
    return item.entry["template"], _to_sign(result), results.data(item, result.values, result_facts(dossier))


def brought_paper(result: IssuedResult) -> tuple[papers.ResultPaper, dict[str, Any]]:
    """Paper and data of a result that was made elsewhere: its name, where it was made, and which file came."""
    dossier = result.dossier
    item = results.one(load(dossier.version_id, dossier.case), dossier.answers, result.result_key)
    title = results.title(item, result.values, result_facts(dossier))
    came = {"made_by": result.made_by, "sha256": result.file.sha256 if result.file else "", "own_number": result.own_number}
    return _to_sign(result), {"title": title, **came}


def _to_sign(result: IssuedResult) -> papers.ResultPaper:
    dossier = result.dossier
    leader = Seat.objects.filter(agency=dossier.handling, role=Seat.Role.LEADER, active=True).first()
    name = holder_name(leader)
    return papers.ResultPaper(
        **head(dossier, dossier.handling, result.public_id),
        number=result.number_text,
        issued_on=result.issued_on or today(),
        signer_name=name,
        signer_title=leader.title if leader else "",
        again=again(result),
    )


def again(result: IssuedResult) -> str:
    """Cấp lại lần 01, for a result that is issued again because its holder lost it, damaged it or has changed; one query."""
    rows = [row for row in result.corrections.order_by("begun_at") if row.ground != row.Ground.CORRECT]
    if not rows or rows[-1].done_at is not None:
        return ""
    return f"{rows[-1].get_ground_display().partition(' do ')[0]} lần {len(rows):02d}"


def entry_of(result: IssuedResult) -> Mapping[str, Any]:
    """The version's own entry of a result."""
    dossier = result.dossier
    return results.one(load(dossier.version_id, dossier.case), dossier.answers, result.result_key).entry


def who(dossier: Dossier, action: str) -> tuple[str, str]:
    """Name and title of who last did ``action`` on the dossier, from the audit chain."""
    event = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action=action).order_by("-seq").first()
    if event is None:
        return "", ""
    ref, _sep, seat_id = event.actor.partition("@")
    user = User.objects.select_related("person").filter(pk=ref.removeprefix("official:")).first()
    seat = Seat.objects.filter(pk=seat_id).first() if seat_id.isdigit() else None
    return str(user) if user else "", seat.title if seat else ""


def holder_name(seat: Seat | None) -> str:
    """The name of who sits on a seat now, or nothing."""
    if seat is None:
        return ""
    assignment = seat.assignments.select_related("user__person").filter(until__isnull=True).first()
    return str(assignment.user) if assignment else ""
