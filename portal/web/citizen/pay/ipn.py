"""The gateway's door: the only word that settles a fee. Server to server, signed, no session, no cookie."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from payments.services.settle import record_event

log = logging.getLogger(__name__)
FAILED = {"RspCode": "99", "Message": "Unknown error"}


@csrf_exempt
@never_cache
@require_GET
def vnpay(request: HttpRequest) -> JsonResponse:
    """VNPAY's IPN: always HTTP 200 with {"RspCode", "Message"}; with 99 VNPAY comes again, so nothing is lost."""
    try:
        return JsonResponse(record_event("vnpay", request.META.get("QUERY_STRING", "")))
    except (OperationalError, InterfaceError) as error:
        log.warning("IPN not stored: %s", type(error).__name__)
    except Exception:
        # The raw message is stored already; the sweep handles it if VNPAY does not come again.
        log.exception("IPN not handled")
    return JsonResponse(FAILED)
