"""robots.txt: everything public may be read; pages that are one person's, or endless, are not worth a visit."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

NOT_WORTH = ("/tim-kiem/", "/tra-cuu/", "/nop-ho-so/", "/thu-tuc/*/cho-ban/", "/thu-tuc/*/kiem-tra/", "/tai-khoan/", "/api/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """No query."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_WORTH)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('crawlers:index')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
