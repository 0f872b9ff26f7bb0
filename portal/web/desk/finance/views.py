"""The day book and the cases, for a finance seat; the day stands in the URL (?ngay=2026-11-23)."""

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import DomainError, NotFound, Stale
from payments import access, selectors, tills
from payments.models import FeeRequest, ManualCase, Refund
from payments.services.close_case import close_case
from payments.services.place import put_to_fee, say_void
from payments.services.refund import ask_refund
from payments.services.send_refund import REFUNDS
from portal.web.desk.finance.forms import PlaceForm
from portal.web.desk.seat import with_seat

FINANCE = frozenset({Seat.Role.FINANCE})


@require_GET
@with_seat(roles=FINANCE)
def day_book(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What was collected on a day by this agency and those below it, and the open cases."""
    today = clock.today()
    day = day_asked(request.GET.get("ngay"), today)
    context = {
        "seat": seat,
        "book": selectors.day_book(seat.agency, day),
        "cases": selectors.open_cases(seat.agency),
        "tills": tills.day_of_seats(seat.agency, day),
        "previous_day": day - timedelta(days=1),
        "next_day": day + timedelta(days=1) if day < today else None,
    }
    return render(request, "desk/finance/day.html", context)


@require_http_methods(["GET", "POST"])
@with_seat(roles=FINANCE)
def case(request: HttpRequest, seat: Seat, case: uuid.UUID) -> HttpResponse:
    """One case: what the gateway said against what was due; POST places its money or closes it with a note."""
    found = access.case_for(seat.agency, case)
    form = PlaceForm(request.POST or None, acts=_acts(found), initial={"reference": found.fee.reference if found.fee else ""})
    if request.method == "POST" and form.is_valid():
        assert request.user.is_authenticated  # with_seat saw to it
        try:
            messages.success(request, _placed(found, form, request.user, seat))
            return redirect("finance:day", seat=seat.pk)
        except Stale as error:
            messages.info(request, str(error.message))
            return redirect("finance:day", seat=seat.pk)
        except DomainError as error:
            form.add_error(None, str(error.message))
    context = {"seat": seat, "case": found, "form": form, "acts": _acts(found), "returning": _returning(found)}
    return render(request, "desk/finance/case.html", context, status=422 if form.errors else 200)


def _acts(case: ManualCase) -> list[tuple[str, str]]:
    """What may be done with the case's money; only a note where there is none."""
    if case.inflow is None or not case.inflow.waiting:
        return [("note", _("Ghi cách xử lý"))]
    put = [] if case.kind == ManualCase.Kind.SECOND_SUCCESS else [("put", _("Ghi nhận cho một hồ sơ"))]
    back = [("refund", _("Đề nghị hoàn lại cho người nộp"))] if case.fee_id else []
    return [*put, *back, ("void", _("Không có tiền thật: sao kê của cổng không có khoản này"))]


def _returning(case: ManualCase) -> Refund | None:
    """The refund of the case's money that is under way, if there is one."""
    return case.inflow.refunds.filter(status__in=Refund.OPEN).first() if case.inflow else None


def _placed(case: ManualCase, form: PlaceForm, by: User, seat: Seat) -> str:
    """Do what was chosen; returns what to tell the officer."""
    actor = actor_for(by, seat)
    act, note = form.cleaned_data["act"] or form.fields["act"].initial, form.cleaned_data["note"]
    if act == "put":
        fee = FeeRequest.objects.reach_of(seat.agency).filter(reference=form.cleaned_data["reference"].strip()).first()
        if fee is None:
            raise NotFound(_("Không có khoản phải nộp nào với mã hồ sơ này trong đơn vị."))
        put_to_fee(case, fee, actor=actor, note=note)
        return _("Đã ghi nhận tiền cho hồ sơ %(code)s.") % {"code": fee.reference}
    if act == "refund":
        _ask_back(case, note, by, seat)
        return _("Đã đề nghị hoàn tiền. Người khác duyệt rồi mới chi.")
    if act == "void":
        say_void(case, actor=actor, note=note)
        return _("Đã ghi là không có tiền thật.")
    close_case(case, actor=actor, note=note)
    return _("Đã ghi cách xử lý.")


def _ask_back(case: ManualCase, note: str, by: User, seat: Seat) -> None:
    inflow = case.inflow
    assert inflow is not None  # _acts offers it for money only
    way = Refund.Way.GATEWAY if inflow.gateway in REFUNDS else Refund.Way.CASH
    ask_refund(inflow, source="waiting", amount=inflow.waiting, reason=note, way=way, by=by, seat=seat)


def day_asked(text: str | None, today: date) -> date:
    """The day of ``?ngay=``; today for nonsense, never a day to come."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return min(max(day, date(2020, 1, 1)), today)
