"""The vault's pages, and what a shared link opens."""

from django.urls import path

from portal.web.citizen.vault import exports, links, requests, sharing, staff, tracker, views

app_name = "vault"
urlpatterns = [
    path("kho/", views.listing, name="list"),
    path("kho/tai-len/", views.upload, name="upload"),
    path("kho/ai-da-xem/", tracker.readings, name="readings"),
    path("kho/chia-se/", sharing.listing, name="shares"),
    path("kho/chia-se/<uuid:share_id>/thu-hoi/", sharing.revoke, name="revoke"),
    path("kho/duoc-chia-se/", sharing.given, name="given"),
    path("kho/duoc-chia-se/<uuid:share_id>/", sharing.given_file, name="given-file"),
    path("kho/xuat/", exports.page, name="export"),
    path("kho/xuat/<uuid:export_id>/<int:number>/", exports.part, name="export-part"),
    path("kho/yeu-cau/", requests.page, name="requests"),
    path("kho/to-chuc/<uuid:organisation_id>/", staff.page, name="staff"),
    path("kho/<uuid:document_id>/", views.detail, name="detail"),
    path("kho/<uuid:document_id>/tai-ve/", views.download, name="download"),
    path("kho/<uuid:document_id>/chia-se/", sharing.share, name="share"),
    path("kho/<uuid:document_id>/xoa/", views.remove, name="remove"),
    path("chia-se/<str:token>/", links.page, name="link"),
    path("chia-se/<str:token>/tep/", links.file, name="link-file"),
]
