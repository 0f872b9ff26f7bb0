"""Errors as JSON with a stable code and a Vietnamese sentence; nothing of the inside is told."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response

from common.errors import NotFound

log = logging.getLogger(__name__)


class BadParameter(exceptions.APIException):
    """A parameter of the address that cannot be read; ``parameter`` says which."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, parameter: str, message: str) -> None:
        self.parameter = parameter
        super().__init__(message, code="bad-parameter")


class Gone(exceptions.APIException):
    """It was here and is not any more: an abolished procedure."""

    status_code = status.HTTP_410_GONE


def handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error; ``None`` (a 500 of the portal) for what nobody expected."""
    if isinstance(error, Http404 | NotFound | exceptions.NotFound):
        return _answer(404, "not-found", _("Không tìm thấy."))
    if isinstance(error, exceptions.Throttled):
        wait = int(error.wait or 1) + 1
        said = _answer(429, "throttled", _("Bạn gọi quá nhiều lần. Thử lại sau %(n)s giây.") % {"n": wait})
        said["Retry-After"] = str(wait)
        return said
    if isinstance(error, exceptions.MethodNotAllowed):
        return _answer(405, "method-not-allowed", _("Địa chỉ này chỉ đọc được (GET)."))
    if isinstance(error, exceptions.NotAcceptable):
        return _answer(406, "not-acceptable", _("Chỉ trả lời dạng application/json."))
    if isinstance(error, BadParameter):
        return _answer(400, "bad-parameter", str(error.detail), parameter=error.parameter)
    if isinstance(error, Gone):
        return _answer(410, "gone", str(error.detail))
    if isinstance(error, PermissionDenied | exceptions.APIException):
        return _answer(getattr(error, "status_code", 403), "refused", _("Không thực hiện được yêu cầu này."))
    return None


def _answer(code: int, name: str, message: str, **more: str) -> Response:
    return Response({"error": {"code": name, "message": message, **more}}, status=code)
