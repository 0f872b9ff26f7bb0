"""The gateway's door: the only word that settles a fee. Server to server, signed, no session, no cookie."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from payments.services.settle import record_event

log = logging.getLogger(__name__)
FAILED = {"RspCode": "99", "Message": "Unknown error"}
NOT_TAKEN = {"MaLoi": "99", "MoTaLoi": "Loi khong xac dinh"}
MOST = 16_384


@csrf_exempt
@never_cache
@require_GET
def vnpay(request: HttpRequest) -> JsonResponse:
    """VNPAY's IPN: always HTTP 200 with {"RspCode", "Message"}; with 99 VNPAY comes again, so nothing is lost."""
    return _take("vnpay", request.META.get("QUERY_STRING", ""), FAILED)


@csrf_exempt
@never_cache
@require_POST
def national(request: HttpRequest) -> JsonResponse:
    """The national platform's confirm: a JSON body, always HTTP 200 with {"MaLoi", "MoTaLoi"}; 99 asks it to come again."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST:
        return JsonResponse(NOT_TAKEN)
    return _take("national", request.body.decode(errors="replace"), NOT_TAKEN)


def _take(gateway: str, raw: str, failed: dict[str, str]) -> JsonResponse:
    try:
        return JsonResponse(record_event(gateway, raw))
    except (OperationalError, InterfaceError) as error:
        log.warning("notice of %s not stored: %s", gateway, type(error).__name__)
    except Exception:
        # The raw message is stored already; the sweep handles it if the gateway does not come again.
        log.exception("notice of %s not handled", gateway)
    return JsonResponse(failed)
