"""Health of the catalogue: group 1 of QĐ 766/QĐ-TTg, each figure with the rows behind it."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from agencies.models import Seat
from common import clock
from portal.web.ops.paging import ROWS, page_of
from portal.web.publisher.gate import publisher
from procedures import health

FIGURES: dict[str, tuple[Any, Any]] = {
    "on-time": (
        _("1.1 Công bố đúng hạn"),
        _("Quyết định công bố ký trước ngày áp dụng ít nhất 5 ngày làm việc."),
    ),
    "public": (
        _("1.2 Công khai kịp thời"),
        _("Người dân đọc được bản mới chậm nhất 5 ngày làm việc sau ngày ký quyết định."),
    ),
    "filled": (_("1.3 Đủ nội dung"), _("Thủ tục đang áp dụng có đủ các phần của NĐ 63/2010, Điều 8.")),
    "synchronised": (_("1.4 Đồng bộ hồ sơ"), _("Hồ sơ nộp trong kỳ đã đồng bộ lên Cổng Dịch vụ công quốc gia.")),
}


@require_GET
@publisher
def overview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The four figures of a year (``?nam=``), this one when absent."""
    year = _year(request)
    since, until = date(year, 1, 1), date(year + 1, 1, 1)
    rows = [(figure, *FIGURES[figure.key]) for figure in health.figures(seat, since, until)]
    years = range(clock.today().year, clock.today().year - 4, -1)
    context = {"seat": seat, "rows": rows, "year": year, "years": years, "now": clock.now(), "parts": health.PARTS}
    return render(request, "publisher/registry/health.html", context)


@require_GET
@publisher
def rows(request: HttpRequest, seat: Seat, figure: str) -> HttpResponse:
    """The rows behind a figure, those that pull it down first."""
    if figure not in FIGURES:
        raise Http404
    title, meaning = FIGURES[figure]
    year = _year(request)
    context: dict[str, Any] = {"seat": seat, "figure": figure, "title": title, "meaning": meaning, "year": year}
    if figure == "filled":
        page: Any = page_of(request, health.lacking(seat))
    elif figure == "synchronised":
        found = health.synchronised_rows(seat, date(year, 1, 1), date(year + 1, 1, 1))
        page = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    else:
        read = health.published_rows if figure == "on-time" else health.public_rows
        judged = sorted(read(seat, date(year, 1, 1), date(year + 1, 1, 1)), key=lambda row: row.good)
        page = Paginator(judged, ROWS).get_page(request.GET.get("trang"))
    return render(request, "publisher/registry/health_rows.html", {**context, "page": page})


def _year(request: HttpRequest) -> int:
    text, now = request.GET.get("nam", ""), clock.today().year
    return int(text) if text.isdigit() and now - 20 <= int(text) <= now + 1 else now
