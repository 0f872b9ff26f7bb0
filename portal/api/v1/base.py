"""What every view of the API has: anonymous, JSON alone, throttled by address, answered with 304 when nothing changed."""

import hashlib
from datetime import datetime
from typing import Any

from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from portal.api.v1 import errors
from portal.web import client

FRESH_SECONDS = 60


class ByAddress(SimpleRateThrottle):
    """So many calls a minute from one address, behind our own proxies (portal/web/client.py)."""

    scope = "api"
    rate = "120/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        """One counter an address."""
        return self.cache_format % {"scope": self.scope, "ident": client.address(request._request) or "-"}


class Readable(APIView):
    """A view that anybody may read."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    throttle_classes = [ByAddress]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = DefaultContentNegotiation
    http_method_names = ["get", "head", "options"]
    tag = ""
    since: datetime | None = None

    def get_exception_handler(self) -> Any:
        """Ours, in Vietnamese."""
        return errors.handler

    def unchanged(self, request: Request, tag: str, since: datetime | None = None) -> Any:
        """The 304 that the caller's If-None-Match or If-Modified-Since asks for, else ``None``."""
        self.tag, self.since = tag, since
        stamp = int(since.timestamp()) if since else None
        return get_conditional_response(request._request, etag=tag, last_modified=stamp)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say how long the answer is fresh and by what it is known."""
        made = super().finalize_response(request, response, *args, **kwargs)
        if made.status_code in (200, 304) and self.tag:
            made["ETag"] = self.tag
            made["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
            if self.since:
                made["Last-Modified"] = http_date(self.since.timestamp())
        return made


def tag_of(*parts: object) -> str:
    """A strong ETag out of what the answer depends on."""
    return f'"{hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]}"'


def said(body: Any) -> Response:
    """An answer."""
    return Response(body)
