"""/api/v1/procedures: a page of what is in force, and one procedure in full."""

import re
from datetime import datetime, time
from math import ceil
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from common import clock
from portal.api.v1 import reading
from portal.api.v1.base import Readable, said, tag_of
from portal.api.v1.errors import BadParameter, Gone
from portal.api.v1.shapes import ErrorsShape, PageShape, ProcedureShape
from procedures import revision, selectors

SIZE, MOST_SIZE, MOST_PAGE = 50, 200, 10_000
LEVELS = ("tw", "tinh", "huyen", "xa")
SERVICE_LEVELS = ("full", "partial", "information")
MOST_TEXT = 200


def _parameter(name: str, told: str, kind: Any = OpenApiTypes.STR, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=told, **more)


PARAMETERS = [
    _parameter("q", "Tìm theo tên, mã, từ ngữ thường ngày; có dấu hoặc không. Xếp theo mức phù hợp, nhiều nhất 200 kết quả."),
    _parameter("field", "Mã lĩnh vực, ví dụ G15-TP07."),
    _parameter("agency", "Mã cơ quan tiếp nhận hoặc giải quyết, ví dụ H09.21.23."),
    _parameter("level", "Cấp thực hiện.", enum=LEVELS),
    _parameter("service_level", "Mức độ dịch vụ công trực tuyến.", enum=SERVICE_LEVELS),
    _parameter(
        "changed_since",
        "Chỉ thủ tục thay đổi từ lúc này: ngày (2026-11-01) hoặc thời điểm ISO 8601; không ghi múi giờ là giờ Việt Nam. "
        "Gồm cả thủ tục vừa ngừng hoặc tiếp nhận lại (status). Thủ tục không còn trong danh sách đứng ở gone, cùng số trang. "
        "Gọi lần sau thì lấy lúc bắt đầu lần trước, lùi vài phút; một thay đổi có thể được báo hai lần.",
    ),
    _parameter("page", "Trang, từ 1.", OpenApiTypes.INT, default=1),
    _parameter("page_size", f"Số thủ tục một trang, nhiều nhất {MOST_SIZE}.", OpenApiTypes.INT, default=SIZE),
]


class ProcedureList(Readable):
    """What is in force and public, by code."""

    @extend_schema(
        operation_id="listProcedures",
        summary="Danh sách thủ tục đang áp dụng",
        parameters=PARAMETERS,
        responses={200: PageShape, 400: ErrorsShape, 429: ErrorsShape},
        tags=["procedures"],
    )
    def get(self, request: Request) -> Any:
        """Three queries, five with ``changed_since``; two or three more with ``q``. The ETag changes with the catalogue."""
        query = request.query_params
        asked, number, size = _asked(query), _number(query, "page", 1, MOST_PAGE), _number(query, "page_size", SIZE, MOST_SIZE)
        same = self.unchanged(request, tag_of(revision.current(), clock.today(), sorted(query.items())))
        if same is not None:
            return same
        found = reading.page(asked, number, size)
        gone = reading.gone(asked, number, size) if asked.changed_since else reading.NOTHING
        pages = max(1, ceil(found.count / size), ceil(gone.count / size))
        if number > pages:
            raise BadParameter("page", _("Chỉ có %(n)s trang.") % {"n": pages})
        links = {
            "next": _link(request, query, number + 1) if number < pages else None,
            "previous": _link(request, query, number - 1) if number > 1 else None,
        }
        body = {"count": found.count, "page": number, "pages": pages, **links, "results": found.rows}
        if asked.changed_since:
            body |= {"gone_count": gone.count, "gone": gone.rows}
        return said(PageShape(body).data)


class ProcedureDetail(Readable):
    """One procedure in full."""

    @extend_schema(
        operation_id="getProcedure",
        summary="Một thủ tục đầy đủ",
        responses={200: ProcedureShape, 404: ErrorsShape, 410: ErrorsShape, 429: ErrorsShape},
        tags=["procedures"],
    )
    def get(self, request: Request, code: str) -> Any:
        """Three queries, one when nothing changed."""
        standing = selectors.standing(code)
        if standing.status == "withdrawn":
            raise Gone(_("Thủ tục này đã bị bãi bỏ."))
        tag = tag_of(standing.version_id, standing.status, standing.revision, clock.today())
        if request.META.get("HTTP_IF_NONE_MATCH") and (same := self.unchanged(request, tag)) is not None:
            return same
        version = selectors.version(standing.version_id)
        changed = reading.changed_at(version)
        same = self.unchanged(request, tag, changed)
        if same is not None:
            return same
        return said(ProcedureShape(reading.procedure(version)).data)


def _asked(query: QueryDict) -> reading.Asked:
    return reading.Asked(
        q=_text(query, "q"),
        field=_text(query, "field"),
        agency=_text(query, "agency"),
        level=_choice(query, "level", LEVELS),
        service_level=_choice(query, "service_level", SERVICE_LEVELS),
        changed_since=_moment(query, "changed_since"),
    )


def _text(query: QueryDict, name: str) -> str:
    value = query.get(name, "").strip()
    if len(value) > MOST_TEXT or "\x00" in value:
        raise BadParameter(name, _("Dài không quá %(n)s chữ.") % {"n": MOST_TEXT})
    return value


def _choice(query: QueryDict, name: str, choices: tuple[str, ...]) -> str:
    value = query.get(name, "").strip()
    if value and value not in choices:
        raise BadParameter(name, _("Chỉ nhận: %(choices)s.") % {"choices": ", ".join(choices)})
    return value


def _number(query: QueryDict, name: str, default: int, most: int) -> int:
    value = query.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= most):
        raise BadParameter(name, _("Là số từ 1 đến %(n)s.") % {"n": most})
    return int(value)


def _moment(query: QueryDict, name: str) -> datetime | None:
    # A plus sign that was not encoded arrives as a blank: 2026-11-01T08:00:00 07:00.
    value = re.sub(r"(T.*) (\d\d:?\d\d)$", r"\1+\2", query.get(name, "").strip())
    if not value:
        return None
    try:
        day = parse_date(value)
        moment = datetime.combine(day, time(), clock.VIETNAM) if day else parse_datetime(value)
    except ValueError:
        moment = None
    if moment is None or not 1900 < moment.year < 2200:
        raise BadParameter(name, _("Là ngày 2026-11-01 hoặc thời điểm ISO 8601."))
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.VIETNAM)


def _link(request: Request, query: QueryDict, number: int) -> str:
    changed = query.copy()
    changed["page"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{changed.urlencode()}")
