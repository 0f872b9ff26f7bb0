"""The publisher's pages, one feature a folder; the acting seat stands in the address."""

from django.urls import include, path

urlpatterns = [
    path("<int:seat>/", include("portal.web.publisher.catalogue.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/", include("portal.web.publisher.review.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/xem/", include("portal.web.publisher.looking.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/phan/", include("portal.web.publisher.editor.urls")),
    path("<int:seat>/nhap-xuat/", include("portal.web.publisher.importing.urls")),
    path("<int:seat>/danh-muc/", include("portal.web.publisher.registry.urls")),
    path("<int:seat>/tu-dong-nghia/", include("portal.web.publisher.words_found.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/to-khai/", include("portal.web.publisher.builder.urls")),
]
