"""The OpenAPI document, and a page for people made from it."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from portal.api.v1.base import Readable, said, tag_of

SETTINGS = {
    "TITLE": "Cổng dịch vụ công: danh mục thủ tục hành chính",
    "DESCRIPTION": "Đọc danh mục thủ tục hành chính đang áp dụng. Không cần đăng nhập; mỗi địa chỉ gọi được 120 lần một phút.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SORT_OPERATION_PARAMETERS": False,
}


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The OpenAPI document of version 1; made once a process."""
    with patched_settings(SETTINGS):
        made: dict[str, Any] = SchemaGenerator(api_version="1").get_schema(request=None, public=True)
    return made


class Schema(Readable):
    """/api/v1/schema"""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Any:
        """No query."""
        body = document()
        same = self.unchanged(request, tag_of(body))
        return said(body) if same is None else same


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What the API offers, for people. No query."""
    body = document()
    calls = [_call(path, operation["get"]) for path, operation in body["paths"].items()]
    shapes = body["components"]["schemas"]
    parts = [
        {"title": _("Mỗi mục của danh sách"), "rows": _parts(shapes["SummaryShape"])},
        {"title": _("Mỗi mục của gone"), "rows": _parts(shapes["GoneShape"])},
        {"title": _("Thêm ở bản đầy đủ"), "rows": _parts(shapes["ProcedureShape"], besides=shapes["SummaryShape"])},
    ]
    context = {"calls": calls, "parts": parts, "document": reverse("api-v1:schema")}
    return render(request, "api/v1.html", context)


def _call(path: str, operation: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": path,
        "summary": operation["summary"],
        "parameters": [
            {"name": one["name"], "told": one.get("description", ""), "choices": one["schema"].get("enum", ())}
            for one in operation.get("parameters", ())
            if one["in"] == "query"
        ],
    }


def _parts(shape: dict[str, Any], besides: dict[str, Any] | None = None) -> list[dict[str, str]]:
    """Those parts of an answer that are explained, without those of another shape."""
    known = (besides or {}).get("properties", {})
    told = {name: part.get("description", "") for name, part in shape["properties"].items() if name not in known}
    return [{"name": name, "told": text} for name, text in told.items() if text]
