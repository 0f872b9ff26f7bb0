"""Store what the accessibility bar's buttons say in cookies and go back to the page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.web.context import CONTRAST_COOKIE, CONTRASTS, SIZE_COOKIE, contrast, frame, text_size

YEAR_SECONDS = 365 * 24 * 3600


@csrf_exempt  # Changes only how pages look on this device; a token would put a cookie on every public page.
@require_POST
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Fields ``co_chu`` (100, 112, 125, 150), ``giao_dien`` (normal, high, dark), ``ngon_ngu`` (vi, en), ``ve`` (way back).

    Pressing the colours that are on turns them off again. Unknown values are ignored.
    """
    response = HttpResponseRedirect(_way_back(request))
    size = request.POST.get(SIZE_COOKIE)
    if size is not None:
        _keep(response, SIZE_COOKIE, str(text_size(size)))
    colours = contrast(request.POST.get(CONTRAST_COOKIE))
    if colours:
        current = contrast(request.COOKIES.get(CONTRAST_COOKIE))
        _keep(response, CONTRAST_COOKIE, CONTRASTS[0] if colours == current else colours)
    language = request.POST.get("ngon_ngu", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


@require_POST
@never_cache
def stay(request: HttpRequest) -> HttpResponse:
    """Called by "Ở lại" of the session warning: the request itself keeps the session alive. 401 when it has ended."""
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0}, status=401)
    return JsonResponse({"left": frame(request).idle_seconds})


def _way_back(request: HttpRequest) -> str:
    """The page that was left, only on this host; otherwise the front page."""
    target = request.POST.get("ve", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return "/"


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
