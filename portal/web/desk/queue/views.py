"""The queue: a seat's open work, most urgent first. Tab and filters stand in the address, so a view can be kept as a bookmark."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from agencies.models import Seat
from common import clock
from dossiers import finding, narrowing, queues
from dossiers.states import Channel
from portal.web.desk.bulk.acts import offered
from portal.web.desk.navigation import default_tab, navigation
from portal.web.desk.queue import filters
from portal.web.desk.seat import with_seat

PAGE_SIZE = 50
# What an empty tab means, or where to look next.
EMPTY: dict[str, str | Promise] = {
    queues.Bucket.RECEIVE: _("Không còn hồ sơ nào chờ tiếp nhận. Có hồ sơ mới, trang này sẽ báo."),
    queues.Bucket.WORK: _("Không còn hồ sơ nào chờ bạn xử lý. Có hồ sơ mới, trang này sẽ báo."),
    queues.Bucket.CONSULT: _("Không có đơn vị nào đang chờ ý kiến của bạn."),
    queues.Bucket.SUPPLEMENT: _("Không có hồ sơ nào đang chờ người nộp bổ sung."),
    queues.Bucket.HAND_OVER: _("Không có kết quả nào chờ trả."),
    queues.MINE: _("Bạn chưa giữ hồ sơ nào. Mở một hồ sơ chưa ai giữ rồi chọn “Nhận giữ hồ sơ”."),
    queues.CLAIM: _("Hồ sơ nào cũng đã có người giữ."),
    queues.SIGN: _("Không có hồ sơ nào chờ bạn duyệt hoặc ký."),
    queues.MONEY: _("Không có hồ sơ nào chờ nộp tiền."),
    queues.ASKED: _("Không còn câu hỏi, phản ánh nào chờ trả lời."),
    queues.NEAR_DUE: _("Không có hồ sơ nào đến hạn trong một ngày làm việc tới."),
    queues.LATE: _("Không có hồ sơ nào quá hạn."),
}
SINCE = "sau"


@require_http_methods(["GET", "POST"])
@with_seat()
def queue(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One tab of the queue, 50 rows a page. As many queries for one row as for fifty, however large the table.

    What is typed into the search is posted: a person's number never stands in an address (access logs, history).
    """
    given = request.POST if request.method == "POST" else request.GET
    key, words = _tab(seat, given), given.get(filters.NAMES["text"], "")
    if request.method == "POST" and (said := filters.unread(given)):
        messages.info(request, said)
    if request.method == "POST" or finding.hidden(words) != words:
        return redirect(f"{request.path}?{filters.written(key, filters.read(given))}")
    asked = filters.read(request.GET)
    number = _page_number(request.GET.get("trang"))
    start = (number - 1) * PAGE_SIZE
    now = clock.now()
    listed = queues.Listed([])
    if _may_list(key, asked):
        listed = queues.listed(seat, request.user, key, asked, start=start, stop=start + PAGE_SIZE + 1)
    found = listed.rows
    context = navigation(seat, request.user, key) | {
        "seat": seat,
        "key": key,
        "label": queues.LABELS[key],
        "empty": EMPTY.get(key, _("Không có hồ sơ nào trong mục này.")),
        "rows": found[:PAGE_SIZE],
        "cut": finding.MOST if listed.cut else 0,
        "filters": asked,
        "typed": "" if finding.is_hidden(asked.text) else asked.text,
        "query": filters.written(key, asked),
        "page": number,
        "previous_page": _link(key, asked, number - 1) if number > 1 else "",
        "next_page": _link(key, asked, number + 1) if len(found) > PAGE_SIZE else "",
        "everywhere": _link(queues.ALL, queues.Filters(text=asked.text), 1) if asked.text and key != queues.ALL else "",
        "since": urlencode({SINCE: now.isoformat()}),
        "acts": offered(seat, key),
        "shows_free": key in (queues.LATE, queues.NEAR_DUE, queues.UNIT),
    }
    return render(request, "desk/queue/list.html", context | _narrowing(seat, key, asked))


def _narrowing(seat: Seat, key: str, asked: queues.Filters) -> dict[str, Any]:
    """What the filters' panel offers, and what is chosen of it."""
    choices = filters.choices_of(seat.agency_id)
    return {
        "choices": choices,
        "channels": Channel.choices,
        "nobody": narrowing.NOBODY,
        "chips": filters.chips(key, asked, choices),
        "by_task": key not in (queues.MONEY, queues.ALL, queues.ASKED),
    }


@require_GET
@with_seat()
def arrivals(request: HttpRequest, seat: Seat) -> HttpResponse:
    """How many dossiers came under the tab since the page was made: what the page asks now and then. JSON {"new", "text"}."""
    since = _moment(request.GET.get(SINCE, ""))
    number = queues.arrived(seat, request.user, _tab(seat, request.GET), filters.read(request.GET), since) if since else 0
    shown = f"{queues.NEW_CAP - 1}+" if number >= queues.NEW_CAP else str(number)
    text = ngettext("%(n)s hồ sơ mới", "%(n)s hồ sơ mới", number) % {"n": shown} if number else ""
    return JsonResponse({"new": number, "text": text})


def _tab(seat: Seat, given: QueryDict) -> str:
    """The tab of the address, if the seat's role has any use for it; a search may look at all dossiers within reach."""
    key = given.get("muc") or default_tab(seat)
    if key not in (*queues.of_seat(seat), queues.ALL):
        raise Http404
    return key


def _may_list(key: str, asked: queues.Filters) -> bool:
    """All dossiers of a unit are searched, never listed."""
    return key != queues.ALL or bool(asked.text)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _page_number(text: str | None) -> int:
    return min(max(int(text), 1), 10_000) if text and text.isascii() and text.isdigit() else 1


def _link(key: str, asked: queues.Filters, number: int) -> str:
    return "?" + filters.written(key, asked, trang=str(number))
