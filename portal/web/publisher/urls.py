"""The publisher's pages, one feature a folder; the acting seat stands in the address."""

from django.urls import include, path, register_converter

from portal.web.publisher.builder.formplace import FormPlaceConverter

register_converter(FormPlaceConverter, "formplace")

urlpatterns = [
    path("<int:seat>/", include("portal.web.publisher.catalogue.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/", include("portal.web.publisher.review.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/xem/", include("portal.web.publisher.looking.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/phan/", include("portal.web.publisher.editor.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/quy-trinh/", include("portal.web.publisher.designer.urls")),
    path("<int:seat>/ban-soan/<uuid:draft>/mau-ket-qua/", include("portal.web.publisher.results.urls")),
    path("<int:seat>/nhap-xuat/", include("portal.web.publisher.importing.urls")),
    path("<int:seat>/danh-muc/", include("portal.web.publisher.registry.urls")),
    path("<int:seat>/cong-quoc-gia/", include("portal.web.publisher.national.urls")),
    path("<int:seat>/tu-dong-nghia/", include("portal.web.publisher.words_found.urls")),
    path("<int:seat>/ban-soan/<formplace:draft>/to-khai/", include("portal.web.publisher.builder.urls")),
]
