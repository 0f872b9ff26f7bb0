"""The money of one dossier at the desk: notices, vouchers, exemptions, further phí, cash. One page, an act a form."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from agencies.models import Seat
from common.errors import DomainError, NotFound
from common.money import vnd
from dossiers import access
from dossiers.models import Dossier
from dossiers.services import money, work_files
from payments import selectors
from payments.models import Exemption, FeeLine, FeeRequest, Receipt, TaxNotice, Voucher
from payments.services import cash, exempt, obligation, withdraw
from payments.services.obligation import Paper, Said
from portal.web.desk.finance import forms_dossier as asked
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import DESK_ROLES, with_seat
from portal.web.files import private_file

ROLES = DESK_ROLES | {Seat.Role.FINANCE}


@dataclass
class Due:
    """One demand as the page shows it; ``acts`` are what this person may do on it."""

    fee: FeeRequest
    lines: list[FeeLine]
    notice: TaxNotice | None
    voucher: Voucher | None
    exemption: Exemption | None
    receipts: list[Receipt]
    acts: dict[str, forms.Form] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether a paper of the payer waits for a word."""
        return any(one is not None and one.status == "sent" for one in (self.voucher, self.exemption))


@dataclass
class Page:
    """What one look at a dossier's money consists of."""

    dossier: Dossier
    seat: Seat
    user: User
    can: frozenset[str]

    def fees(self) -> list[FeeRequest]:
        """The dossier's demands and their shares, the oldest first; two queries."""
        links = self.dossier.fees.select_related("fee_request__notice", "fee_request__collector").order_by("pk")
        wholes = [link.fee_request for link in links]
        shares = FeeRequest.objects.filter(parent__in=wholes).order_by("reference")
        return [*wholes, *shares]

    def fee(self, fee_id: uuid.UUID) -> FeeRequest:
        """One of them. Raises ``NotFound``."""
        found = next((one for one in self.fees() if one.pk == fee_id), None)
        if found is None:
            raise NotFound
        return found

    def claim(self, model: type[Any], claim_id: uuid.UUID) -> Any:
        """A voucher or an exemption of one of them. Raises ``NotFound``."""
        row = model.objects.filter(pk=claim_id, fee__in=self.fees()).select_related("fee", "blob").first()
        if row is None:
            raise NotFound
        return row

    @property
    def who(self) -> dict[str, Any]:
        """The actor, as services take it."""
        return {"by": self.user, "seat": self.seat}


@require_http_methods(["GET", "POST"])
@with_seat(roles=ROLES)
def show(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """Everything due for a dossier within reach; POST does the act that the form names."""
    found = access.dossier_for_money(seat, dossier)
    assert request.user.is_authenticated  # with_seat saw to it
    page = Page(found, seat, request.user, money.may(found, seat, request.user))
    if request.method == "GET":
        return _render(request, page)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    if act.right and act.right not in page.can:
        raise NotFound
    form = act.form(page, request)
    if form.is_valid():
        try:
            messages.success(request, act.do(page, form))
            return redirect("finance:dossier", seat=seat.pk, dossier=found.pk)
        except DomainError as error:
            form.add_error(None, str(error.message))
    return _render(request, page, form)


def _render(request: HttpRequest, page: Page, wrong: forms.Form | None = None) -> HttpResponse:
    dossier = page.dossier
    known = {"seen": dossier.lock_version}
    rows = [_due(page, fee, known, wrong) for fee in page.fees()]
    new = [
        _kept(wrong, made)
        for right, made in (
            (money.ENTER, asked.NoticeForm(seat=page.seat, initial=known)),
            (money.ASK, asked.FurtherFeeForm(initial=known)),
        )
        if right in page.can
    ]
    context = navigation(page.seat, page.user) | {"seat": page.seat, "dossier": dossier, "rows": rows, "new": new}
    context |= {"wrong": wrong, "accountant": page.seat.role == Seat.Role.FINANCE}
    return render(request, "desk/finance/dossier.html", context, status=422 if wrong else 200)


def _due(page: Page, fee: FeeRequest, known: dict[str, Any], wrong: forms.Form | None) -> Due:
    """A few queries a demand; a dossier has one to three."""
    lines = selectors.lines(fee)
    notice, voucher, exemption = selectors.notice(fee), fee.vouchers.last(), fee.exemptions.last()
    row = Due(fee, lines, notice, voucher, exemption, selectors.receipts(fee))
    made: dict[str, forms.Form] = {}
    of = known | {"one": fee.pk}
    judges = money.JUDGE in page.can
    if judges and row.voucher and row.voucher.status == "sent":
        this = known | {"one": row.voucher.pk}
        made |= {"confirm": asked.ConfirmForm(initial=this), "reject": asked.RejectForm(initial=this, prefix=None)}
    elif judges and row.exemption and row.exemption.status == "sent":
        this = known | {"one": row.exemption.pk}
        made |= {"exempt": asked.ExemptForm(initial=this, lines=lines), "reject": asked.RejectForm(initial=this)}
    elif money.TAKE in page.can and fee.status == "due" and not fee.shares.exists():
        made |= {"cash": asked.CashForm(initial=of), "card": asked.CardForm(initial=of)}
    if not row.asks and money.ASKED_BY.get(fee.purpose) in page.can and fee.status in withdraw.OPEN and not fee.parent_id:
        made["withdraw"] = asked.WithdrawForm(initial=of)
    row.acts = {key: _kept(wrong, form) for key, form in made.items()}
    return row


def _kept(wrong: forms.Form | None, fresh: forms.Form) -> forms.Form:
    """The form as it was typed, where it is this one that was wrong."""
    if wrong is None or type(wrong) is not type(fresh):
        return fresh
    if "one" not in fresh.fields:
        return wrong
    return wrong if str(wrong["one"].value()) == str(fresh.initial["one"]) else fresh


@dataclass(frozen=True)
class Act:
    """What the page can do: the right it needs ("": the service asks), the form, the service, which answers with what to say."""

    right: str
    form: Callable[[Page, HttpRequest], forms.Form]
    do: Callable[[Page, Any], str]


def _enter(page: Page, form: asked.NoticeForm) -> str:
    data, upload = form.cleaned_data, form.cleaned_data["file"]
    kept = work_files.checked((upload.name or "thong-bao", upload.read()))
    assert kept is not None
    said = Said(data["number"], data["issued_on"], data["issuer"])
    paper = Paper(kept.name, kept.blob_id)
    more = {"until": form.deadline, "account": data["account"], "seen": data["seen"]}
    fee = money.enter(page.dossier.pk, said, paper, form.lines, **more, **page.who)
    return _("Đã nhập thông báo: %(total)s. Người nộp được báo tin, thời hạn tạm dừng.") % {"total": vnd(fee.total)}


def _ask(page: Page, form: asked.FurtherFeeForm) -> str:
    fee = money.ask(page.dossier.pk, form.lines, until=form.deadline, seen=form.cleaned_data["seen"], **page.who)
    return _("Đã yêu cầu nộp %(total)s. Người nộp được báo tin.") % {"total": vnd(fee.total)}


def _confirm(page: Page, form: asked.ConfirmForm) -> str:
    obligation.confirm_voucher(page.claim(Voucher, form.cleaned_data["one"]), **page.who)
    return _("Đã xác nhận chứng từ. Khoản này đã nộp đủ.")


def _reject(page: Page, form: asked.RejectForm) -> str:
    one, note = form.cleaned_data["one"], form.cleaned_data["note"]
    if Voucher.objects.filter(pk=one).exists():
        obligation.reject_voucher(page.claim(Voucher, one), note=note, **page.who)
    else:
        exempt.reject_exemption(page.claim(Exemption, one), note=note, **page.who)
    return _("Đã ghi là không chấp nhận. Người nộp đọc được lý do.")


def _exempt(page: Page, form: asked.ExemptForm) -> str:
    row = page.claim(Exemption, form.cleaned_data["one"])
    rest = exempt.confirm_exemption(row, form.cuts, basis=form.cleaned_data["basis"], **page.who)
    if rest is None:
        return _("Đã xác nhận miễn. Không còn phải nộp.")
    return _("Đã xác nhận giảm. Còn phải nộp %(rest)s.") % {"rest": vnd(rest.total)}


def _cash(page: Page, form: asked.CashForm) -> str:
    fee = page.fee(form.cleaned_data["one"])
    cash.take(fee.pk, received=form.cleaned_data["received"], **page.who)
    change = fee.attempts.get(applied=True).counter.change
    return _("Đã thu %(total)s, thối lại %(change)s.") % {"total": vnd(fee.total), "change": vnd(change)}


def _card(page: Page, form: asked.CardForm) -> str:
    fee = page.fee(form.cleaned_data["one"])
    cash.take_card(fee.pk, slip=form.cleaned_data["slip"], **page.who)
    return _("Đã thu %(total)s bằng thẻ.") % {"total": vnd(fee.total)}


def _withdraw(page: Page, form: asked.WithdrawForm) -> str:
    data = form.cleaned_data
    fee = page.fee(data["one"])
    said = {"reason": data["reason"], "seen": data["seen"]}
    money.withdraw(page.dossier.pk, fee.pk, **said, **page.who)
    return _("Đã hủy khoản %(total)s. Người nộp được báo tin và đọc được lý do.") % {"total": vnd(fee.total)}


def _plain(form: type[forms.Form]) -> Callable[[Page, HttpRequest], forms.Form]:
    return lambda page, request: form(request.POST)


def _exemption_form(page: Page, request: HttpRequest) -> forms.Form:
    try:
        row = page.claim(Exemption, uuid.UUID(request.POST.get("one", "")))
    except ValueError:
        raise NotFound from None
    return asked.ExemptForm(request.POST, lines=selectors.lines(row.fee))


ACTS = {
    "enter": Act(money.ENTER, lambda page, request: asked.NoticeForm(request.POST, request.FILES, seat=page.seat), _enter),
    "ask": Act(money.ASK, _plain(asked.FurtherFeeForm), _ask),
    "confirm": Act(money.JUDGE, _plain(asked.ConfirmForm), _confirm),
    "reject": Act(money.JUDGE, _plain(asked.RejectForm), _reject),
    "exempt": Act(money.JUDGE, _exemption_form, _exempt),
    "cash": Act(money.TAKE, _plain(asked.CashForm), _cash),
    "card": Act(money.TAKE, _plain(asked.CardForm), _card),
    "withdraw": Act("", _plain(asked.WithdrawForm), _withdraw),
}


@require_GET
@with_seat(roles=ROLES)
def paper(request: HttpRequest, seat: Seat, dossier: Any, kind: str, one: uuid.UUID) -> HttpResponse:
    """The file of a notice, a voucher or an exemption of a dossier within reach."""
    found = access.dossier_for_money(seat, dossier)
    assert request.user.is_authenticated  # with_seat saw to it
    model = {"thong-bao": TaxNotice, "chung-tu": Voucher, "mien-giam": Exemption}.get(kind)
    if model is None:
        raise NotFound
    row = Page(found, seat, request.user, frozenset()).claim(model, one)
    return private_file(row.blob, row.name)
