"""The publisher's pages, one feature a folder; the acting seat stands in the address."""

from django.urls import include, path

urlpatterns = [
    path("<int:seat>/", include("portal.web.publisher.catalogue.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/to-khai/", include("portal.web.publisher.builder.urls")),
]
