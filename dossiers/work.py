"""What the outbox asks of dossiers, each idempotent; portal/wiring.py registers them. Runs in a worker."""

import logging
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.selectors import guardians, representatives
from common import blobs, clock
from dossiers import certifying, declared, messages, printing, printing_time
from dossiers.models import Dossier, Extension, HandOver, IssuedResult, PrintedForm, SiteMinutes, Supplement
from notifications.services.notify import notify
from vault import declarations, documents, keys, leaves, signing

PDF = "application/pdf"
logger = logging.getLogger(__name__)
Kind = PrintedForm.Kind


def _dossier(payload: dict[str, Any]) -> Dossier:
    places = ("receiving__parent__area", "receiving__area", "handling__parent__area", "handling__area")
    related = (*places, "person", "applicant", "organisation", "child")
    return Dossier.objects.select_related(*related).get(pk=payload["dossier"])


def tell(payload: dict[str, Any]) -> None:
    """One inbox message (and its e-mail copy) about a dossier to each person it belongs to."""
    dossier = _dossier(payload)
    message = messages.compose(payload["kind"], dossier)
    for person in _told(dossier):
        notify(
            person,
            kind=payload["kind"],
            title=message.title,
            body=message.body,
            link=reverse("citizen_dossiers:detail", args=[dossier.pk]),
            key=f"dossier:{dossier.pk}:{payload['kind']}:{payload['once']}",
        )


def _told(dossier: Dossier) -> list[User]:
    """Who filed it; of an organisation's or a child's dossier those who act for them now, and nobody who no longer does."""
    if dossier.organisation is not None:
        return representatives(dossier.organisation)
    if dossier.child is not None:
        return guardians(dossier.child)
    return [dossier.applicant] if dossier.applicant else []


def print_form(payload: dict[str, Any]) -> None:
    """Render a printed form and store it. The row commits with the outbox mark, so a repeated delivery makes no second one."""
    dossier = _dossier(payload)
    form = PrintedForm(dossier=dossier, kind=payload["kind"], created_at=clock.now())
    form.blob = blobs.put(_render(dossier, form, payload), PDF)
    form.ready_at = clock.now()
    form.save(force_insert=True)
    if "extension" in payload:
        Extension.objects.filter(pk=payload["extension"]).update(paper=form)


def _render(dossier: Dossier, form: PrintedForm, payload: dict[str, Any]) -> bytes:
    if form.kind == Kind.CONFIRMATION:
        return documents.render_confirmation(printing.confirmation(dossier, form))
    if form.kind == Kind.DECLARATION:
        return declarations.render(declared.filed(dossier, form))
    if form.kind == Kind.FORM_01:
        return documents.render_form01(printing.form01(dossier, form))
    if form.kind == Kind.FORM_02:
        supplement = Supplement.objects.get(pk=payload["supplement"])
        return documents.render_supplement(printing.form02(dossier, form, supplement))
    if form.kind == Kind.FORM_04:
        late = Extension.objects.select_related("signed_by", "signer__person").get(pk=payload["extension"])
        return _signed(documents.render_apology(printing_time.form04(dossier, form, late)), late.signed_by_id, str(late.signer))
    if form.kind == Kind.FORM_05:
        paper = printing_time.form05(dossier, form, signed=payload["signed"], number=payload["number"])
        return (
            _signed(documents.render_stop(paper), payload["seat"], paper.signer_name)
            if payload["signed"]
            else documents.render_stop(paper)
        )
    if form.kind == Kind.FORM_06:
        return documents.render_control_sheet(printing_time.form06(dossier, form))
    if form.kind == Kind.MINUTES:
        related = ("seat__agency__parent__area", "seat__agency__area", "author__person")
        row = SiteMinutes.objects.select_related(*related).get(pk=payload["minutes"])
        return documents.render_minutes(printing_time.minutes(dossier, form, row))
    if form.kind == Kind.HAND_OVER:
        return documents.render_slip(printing_time.slip(dossier, form, HandOver.objects.get(pk=payload["hand_over"])))
    return documents.render_refusal(printing.form03(dossier, form))


def _signed(pdf: bytes, seat_id: int, name: str) -> bytes:
    """The paper with the signature of the leader whose decision it tells; unsigned where the seat has no key of theirs (yet).

    A signing that fails (a time stamp that does not come) is tried again with the row of the outbox: no paper goes out unsigned
    because of a bad minute.
    """
    try:
        return signing.sign(pdf, signer="person", key=signing.person_key(seat_id), name=name, reason="Người quyết định")
    except (keys.NoKey, signing.WrongKey):
        logger.warning("form not signed: seat %s", seat_id)
        return pdf


def render_result(payload: dict[str, Any]) -> None:
    """Make the numbered paper that the leader will sign."""
    related = ("dossier__handling__parent__area", "dossier__handling__area", "number", "file", "clean")
    result = IssuedResult.objects.select_related(*related).get(pk=payload["result"])
    if result.state != IssuedResult.State.NUMBERED or result.pdf_id:
        return
    if result.brought:
        paper, data = printing.brought_paper(result)
        drawn = leaves.drawn(blobs.read(result.clean or result.file))
        result.pdf = blobs.put(documents.render_brought(paper, data, drawn), PDF)
        result.save(update_fields=["pdf", "updated_at"])
        return
    template, paper, data = printing.result_paper(result)
    scanned = certifying.leaves_of(result, printing.entry_of(result))
    result.pdf = blobs.put(documents.render_result(template, paper, data, scanned), PDF)
    result.save(update_fields=["pdf", "updated_at"])
