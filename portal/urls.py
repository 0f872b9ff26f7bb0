"""Every address of the portal: one line a feature; a feature's own urls.py holds its pages."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "portal.web.errors.bad_request"
handler403 = "portal.web.errors.forbidden"
handler404 = "portal.web.errors.not_found"
handler500 = "portal.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("portal.web.health.urls")),
    path("", include("portal.web.public.home.urls")),
    path("", include("portal.web.public.search.urls")),
    path("", include("portal.web.public.procedure.urls")),
    path("", include("portal.web.public.browse.urls")),
    path("", include("portal.web.public.agencies.urls")),
    path("", include("portal.web.public.law.urls")),
    path("", include("portal.web.public.crawlers.urls")),
    path("", include("portal.web.public.track.urls")),
    path("", include("portal.web.public.pages.urls")),
    path("", include("portal.web.preferences.urls")),
    path("", include("portal.web.reception.urls")),
    path("", include("portal.web.public.appointments.urls")),
    path("", include("portal.web.citizen.vault.urls")),
    path("", include("portal.web.public.verify.urls")),
    path("", include("portal.web.citizen.wizard.urls")),
    path("", include("portal.web.citizen.dossiers.urls")),
    path("", include("portal.web.citizen.signing.urls")),
    path("", include("portal.web.desk.queue.urls")),
    path("", include("portal.web.desk.dossier.urls")),
    path("", include("portal.web.desk.bulk.urls")),
    path("", include("portal.web.desk.signing.urls")),
    path("", include("portal.web.desk.team.urls")),
    path("", include("portal.web.desk.leave.urls")),
    path("", include("portal.web.desk.register.urls")),
    path("", include("portal.web.desk.tickets.urls")),
    path("", include("portal.web.desk.scans.urls")),
    path("", include("portal.web.desk.copies.urls")),
    path("", include("portal.web.desk.counter.urls")),
    path("", include("portal.web.citizen.pay.urls")),
    path("", include("portal.web.desk.finance.urls")),
    path("tai-khoan/", include("portal.web.account.pages")),
    path("thong-bao/", include("portal.web.citizen.inbox.urls")),
    path("mot-cua/", include("portal.web.desk.seats.urls")),
    path("mot-cua/<int:seat>/khoi-phuc/", include("portal.web.desk.recovery.urls")),
    path("quan-tri/", include("portal.web.ops.urls")),
    path("bien-tap/", include("portal.web.publisher.urls")),
    path("api/v1/", include("portal.api.v1.urls")),
]
