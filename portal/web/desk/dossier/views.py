"""The workspace of one dossier: what was asked, which papers, who said what, what I can do now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.selectors import acting_basis
from agencies.models import Seat
from dossiers import access, bundles, checklist, printing, results, selectors
from dossiers.awaited import awaited
from dossiers.loaded import load
from dossiers.models import Dossier, IssuedResult, PaperCheck, Question
from dossiers.parts import parts
from dossiers.provenance import Remark, remarks
from dossiers.services import check_facts
from dossiers.services.view import log_view
from dossiers.workspace import ONE_CLICK, Offer, OpenWork, open_work
from eforms.display import Row, Section, review
from eforms.nodes import Form
from portal.middleware.posted import shown_once
from portal.templatetags.portal_tags import mask
from portal.web.desk.bulk.acts import LIST, named
from portal.web.desk.dossier import dates, trail, watching
from portal.web.desk.dossier.acts import ACTS
from portal.web.desk.dossier.time_context import risk_of, time_context
from portal.web.desk.dossier.trail import Trail
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat

COVERED = frozenset({"nationalId", "phoneNumber"})
ANSWERED_BY = {Question.Kind.ASK: "answer-question", Question.Kind.COMPLAIN: "answer-complaint"}


@require_GET
@with_seat()
def workspace(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """Show a dossier within the seat's reach; the look is logged."""
    found = access.dossier_for_seat(seat, dossier)
    log_view(found, by=request.user, seat=seat)
    return render(request, "desk/dossier/workspace.html", workspace_context(found, seat, request.user, trail.of(request, seat)))


@require_POST
@with_seat()
def identity(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """Show the applicant's numbers unmasked on this page once; the look is logged as such."""
    found = access.dossier_for_seat(seat, dossier)
    log_view(found, by=request.user, seat=seat, what="identity")
    context = workspace_context(found, seat, request.user, trail.of(request, seat), open_numbers=True)
    return shown_once(render(request, "desk/dossier/workspace.html", context))


def masked(form: Form, sections: Sequence[Section]) -> list[Section]:
    """The answers with identity and phone numbers covered: a list is no place for them (decisions.md)."""
    return [replace(section, rows=tuple(_masked_row(form, row) for row in section.rows)) for section in sections]


def _masked_row(form: Form, row: Row) -> Row:
    node = form.field(row.path)
    return replace(row, value=mask(row.value)) if node and row.answered and node.kind.name in COVERED else row


def remarks_by_row(dossier: Dossier, form: Form, *, open_numbers: bool) -> dict[str, Remark]:
    """Where an answer comes from and what a register said of it, by the path of its row; numbers covered as in the rows."""
    found = {}
    for remark in remarks(dossier):
        node = form.field(remark.path)
        if node is not None:
            covered = remark.known and node.kind.name in COVERED and not open_numbers
            found[remark.path + node.kind.anchor(node)] = replace(remark, known=mask(remark.known)) if covered else remark
    return found


@require_POST
@with_seat()
def check(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """Compare what the applicant typed with the register now; a worker asks, the page shows it a moment later."""
    check_facts.ask_again(dossier, by=request.user, seat=seat)
    messages.success(request, _("Đang đối chiếu. Tải lại trang sau vài giây để xem kết quả."))
    return HttpResponseRedirect(trail.of(request, seat).to(dossier))


@dataclass(frozen=True)
class ShownResult:
    """A result on its way: what it is, for whom, how many copies, where it stands; ``drafted`` are (label, value)."""

    row: IssuedResult
    title: str
    subject: str
    drafted: tuple[tuple[str, str], ...]


def shown_results(dossier: Dossier) -> list[ShownResult]:
    """The dossier's results in their order; one query."""
    rows = list(dossier.results.select_related("number", "pdf", "file", "clean", "document"))
    facts = printing.result_facts(dossier) if rows else {}
    return [_shown(dossier, row, facts) for row in rows]


def _shown(dossier: Dossier, row: IssuedResult, facts: dict[str, Any]) -> ShownResult:
    item = results.one(load(dossier.version_id, dossier.case), dossier.answers, row.result_key)
    fields = (field for field in item.entry["fields"] if row.values.get(field["key"]) and field.get("kind") != results.SCAN)
    drafted = tuple(
        (f["label"], dates.shown(row.values[f["key"]]) if f.get("kind") == "date" else row.values[f["key"]]) for f in fields
    )
    return ShownResult(row, results.title(item, row.values, facts), results.subject(item, row.values), drafted)


@dataclass(frozen=True)
class Button:
    """What the process offers: the act's page, its words, whether a click is all, and what names task and choice."""

    act: str
    label: str
    one_click: bool
    task: str
    choice: str
    came: Trail

    @property
    def suffix(self) -> str:
        """The end of the address of an act that asks something."""
        named = urlencode({name: value for name, value in (("viec", self.task), ("chon", self.choice)) if value})
        return f"?{named}{self.came.more}" if named else self.came.suffix


def _button(offer: Offer, work: OpenWork, came: Trail) -> Button:
    """Several actions of a step may mean the same act: then the action's own key goes with it."""
    action = offer.action
    act = action.key if action.key in ACTS else action.effect
    several = len({one.task.pk for one in work.offers}) > 1
    label = f"{action.label} ({offer.task.step_name})" if several else action.label
    choice = "" if act == action.key else action.key
    return Button(act, label, act in ONE_CLICK, str(offer.task.pk) if several else "", choice, came)


def workspace_context(
    dossier: Dossier, seat: Seat, user: Any, came: Trail, *, open_numbers: bool = False, alone: bool = True
) -> dict[str, Any]:
    """Everything the workspace's template reads; the number of queries does not depend on the dossier's size.

    ``alone``: the page is the dossier's own, not an act's: it leads on to the next one.
    """
    loaded = load(dossier.version_id, dossier.case)
    related = ("blob", "document__issuer", "document__checked_by", "document__source")
    files = list(dossier.files.select_related(*related).filter(replaced_at__isnull=True))
    sections = review(loaded.form, dossier.answers, official=True)
    work = open_work(dossier, seat, user)
    time = time_context(dossier)
    fees = [link.fee_request for link in dossier.fees.select_related("fee_request__notice")]
    return (
        navigation(seat, user)
        | time
        | {
            "seat": seat,
            "dossier": dossier,
            "procedure_name": loaded.title,
            "sections": sections if open_numbers else masked(loaded.form, sections),
            "show_identity": open_numbers,
            "basis": acting_basis(dossier.person, dossier.organisation_id, dossier.child_id) if dossier.filed_by else "",
            "remarks": remarks_by_row(dossier, loaded.form, open_numbers=open_numbers),
            "can_check": check_facts.is_open(dossier.provenance),
            "papers": checklist.of(dossier, files),
            "file_count": len(files),
            "verdicts": PaperCheck.Verdict.choices,
            "bundles": set(bundles.several(files)),
            "work": work,
            "risk": risk_of(dossier, work),
            "reached": access.reached(seat, [row.pk for row in time["beside"]]),
            "prints_list": named(seat, LIST) is not None,
            "answering": {kind: act for kind, act in ANSWERED_BY.items() if act in work.standing},
            "buttons": [_button(offer, work, came) for offer in work.offers],
            "bringing": work.drafting and any(results.may_be_brought(item) for item in results.of(dossier, loaded)),
            "drafting": f"?{urlencode({'viec': work.drafting.pk})}{came.more}" if work.drafting else "",
            "standing": [(key, ACTS[key]) for key in work.standing if key in ACTS],
            "watching": watching.told(watching.others(dossier.pk, user, seat)),
            "opinions": dossier.opinions.select_related("seat__agency", "author__person"),
            "consultations": dossier.consultations.select_related("agency", "answered_by", "file"),
            "minutes": dossier.minutes.select_related("file"),
            "parts": parts(dossier),
            "supplements": dossier.supplements.prefetch_related("items"),
            "results": shown_results(dossier),
            "printed": dossier.printed.filter(blob__isnull=False),
            "timeline": selectors.timeline(dossier, official=True),
            "fees": fees,
            "awaited": awaited(dossier, work, fees),
            "trail": came,
            "steps": trail.steps(came, dossier, seat, user) if alone else None,
            "back": came.back,
        }
    )
