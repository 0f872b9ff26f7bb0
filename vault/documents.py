"""From a paper's values to its PDF: forms and receipts as PDF/UA-1, results as PDF/A-3a with their data attached.

Runs in a worker (WeasyPrint). The HTML alone comes from ``html_of``: what bin/bench renders with bare WeasyPrint.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.template.loader import get_template

from common import pdf
from vault import printouts, qr
from vault.leaves import Leaf
from vault.papers import ConfirmationPaper, Head, ReceiptPaper, RefusalPaper, ResultPaper, SupplementPaper, paper
from vault.papers_time import ApologyPaper, ControlSheetPaper, MinutesPaper, RegisterPaper, SlipPaper, StopPaper
from vault.printouts import Printout
from vault.results import template as result_template

DATA_FILE = "du-lieu.json"
Context = Mapping[str, Any]


def render_form01(ctx: ReceiptPaper | Context) -> bytes:
    """Form 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả; the keys are ``ReceiptPaper``'s."""
    return pdf.receipt(html_of("documents/form01.html", paper(ReceiptPaper, ctx)))


def render_confirmation(ctx: ConfirmationPaper | Context) -> bytes:
    """Xác nhận đã nộp hồ sơ; the keys are ``ConfirmationPaper``'s."""
    return pdf.receipt(html_of("documents/confirmation.html", paper(ConfirmationPaper, ctx)))


def render_supplement(ctx: SupplementPaper | Context) -> bytes:
    """Form 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ; the keys are ``SupplementPaper``'s."""
    return pdf.receipt(html_of("documents/form02.html", paper(SupplementPaper, ctx)))


def render_refusal(ctx: RefusalPaper | Context) -> bytes:
    """Form 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ; the keys are ``RefusalPaper``'s."""
    return pdf.receipt(html_of("documents/form03.html", paper(RefusalPaper, ctx)))


def render_apology(ctx: ApologyPaper | Context) -> bytes:
    """Form 04, Văn bản xin lỗi và đề nghị gia hạn; the keys are ``ApologyPaper``'s."""
    return pdf.receipt(html_of("documents/form04.html", paper(ApologyPaper, ctx)))


def render_stop(ctx: StopPaper | Context) -> bytes:
    """Form 05, Thông báo dừng giải quyết hồ sơ; the keys are ``StopPaper``'s."""
    return pdf.receipt(html_of("documents/form05.html", paper(StopPaper, ctx)))


def render_control_sheet(ctx: ControlSheetPaper | Context) -> bytes:
    """Form 06, Phiếu kiểm soát quá trình giải quyết hồ sơ; the keys are ``ControlSheetPaper``'s."""
    return pdf.receipt(html_of("documents/form06.html", paper(ControlSheetPaper, ctx)))


def render_register(ctx: RegisterPaper | Context) -> bytes:
    """Form 07, Sổ theo dõi hồ sơ; the keys are ``RegisterPaper``'s."""
    return pdf.receipt(register_html(ctx))


def register_html(ctx: RegisterPaper | Context) -> str:
    """The whole HTML of form 07; what may be long is rendered in a process of its own."""
    shown = paper(RegisterPaper, ctx)
    code = printouts.code(Printout(printouts.REGISTER, shown.agency, shown.printed_at, len(shown.lines)))
    return html_of("documents/form07.html", replace(shown, public_id=shown.public_id or code))


def render_minutes(ctx: MinutesPaper | Context) -> bytes:
    """Biên bản xác minh thực tế; the keys are ``MinutesPaper``'s."""
    return pdf.receipt(html_of("documents/minutes.html", paper(MinutesPaper, ctx)))


def render_slip(ctx: SlipPaper | Context) -> bytes:
    """Giấy biên nhận trả kết quả; the keys are ``SlipPaper``'s."""
    return pdf.receipt(html_of("documents/slip.html", paper(SlipPaper, ctx)))


def render_result(template: str, ctx: ResultPaper | Context, data: Mapping[str, Any], leaves: Sequence[Leaf] = ()) -> bytes:
    """A result by its template's key (vault/results.py); ``data`` is printed and attached as ``du-lieu.json``; a copy of a
    paper is made of ``leaves``.

    Raises ``UnknownTemplate``. The bytes are unsigned; ``signing.sign`` finds the places of the signatures in them.
    """
    return _with_data(result_template(template).page, template, paper(ResultPaper, ctx), data, leaves)


def render_copy(ctx: ResultPaper | Context, data: Mapping[str, Any], leaves: Sequence[Leaf]) -> bytes:
    """A copy that an agency makes (vault/services/copying.py): the chosen pages, then form, number, date and place to sign."""
    return _with_data("documents/agency_copy.html", "agency-copy", paper(ResultPaper, ctx), data, leaves)


def render_brought(ctx: ResultPaper | Context, data: Mapping[str, Any], leaves: Sequence[Leaf]) -> bytes:
    """A result that was made elsewhere: its pages, then number, date and place to sign (ADR 0045)."""
    return _with_data("documents/brought.html", "brought", paper(ResultPaper, ctx), data, leaves)


def _with_data(page: str, template: str, shown: ResultPaper, data: Mapping[str, Any], leaves: Sequence[Leaf]) -> bytes:
    attached = {
        "template": template,
        "public_id": shown.public_id,
        "number": shown.number,
        "issued_on": shown.issued_on,
        "issuer": shown.agency,
        "dossier_code": shown.dossier_code,
        "procedure_code": shown.procedure_code,
        "data": data,
    }
    body = json.dumps(attached, ensure_ascii=False, indent=1, sort_keys=True, default=str).encode()
    return pdf.result(html_of(page, shown, data=data, leaves=leaves), {DATA_FILE: body})


def render(template_name: str, context: ResultPaper | Context, *, data: Mapping[str, Any]) -> bytes:
    """The same as ``render_result``, by the name that the packages agreed on."""
    return render_result(template_name, context, data)


def html_of(page: str, shown: Head, data: Mapping[str, Any] | None = None, leaves: Sequence[Leaf] = ()) -> str:
    """The whole HTML of a paper, its style and QR within: it needs nothing from outside."""
    payload = qr.payload(shown.public_id, dossier_code=shown.dossier_code, procedure_code=shown.procedure_code)
    kept = bool(shown.public_id)  # a draft can be checked nowhere
    context = {
        "paper": shown,
        "data": data or {},
        "leaves": leaves,
        "qr": qr.svg_data_uri(payload) if kept else "",
        "check_at": qr.address(shown.public_id) if kept else "",
        "site": settings.SITE_URL,
        "hotline": settings.HOTLINE,
        "hotline_hours": settings.HOTLINE_HOURS,
        "province": settings.PROVINCE,
    }
    return get_template(page).render(context)
