"""The system administrator's pages, one feature a folder."""

from django.urls import include, path

urlpatterns = [
    path("<int:seat>/can-bo/", include("portal.web.ops.officials.urls")),
    path("<int:seat>/vi-tri/", include("portal.web.ops.seats.urls")),
    path("<int:seat>/co-quan/", include("portal.web.ops.agencies.urls")),
    path("<int:seat>/lich/", include("portal.web.ops.calendars.urls")),
    path("<int:seat>/viec-cho/", include("portal.web.ops.outbox.urls")),
    path("<int:seat>/nhat-ky/", include("portal.web.ops.audit.urls")),
]
