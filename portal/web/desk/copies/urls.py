"""The desk's pages about people's vaults."""

from django.urls import path

from portal.web.desk.copies import data_requests, guardians, making, shared

app_name = "desk-vault"
urlpatterns = [
    path("mot-cua/<int:seat>/duoc-chia-se/", shared.listing, name="given"),
    path("mot-cua/<int:seat>/duoc-chia-se/<uuid:share>/", shared.file, name="given-file"),
    path("mot-cua/<int:seat>/cha-me/", guardians.page, name="guardians"),
    path("mot-cua/<int:seat>/yeu-cau-du-lieu/", data_requests.listing, name="requests"),
    path("mot-cua/<int:seat>/yeu-cau-du-lieu/<uuid:asked>/", data_requests.one, name="request"),
    path("mot-cua/<int:seat>/sao-van-ban/", making.listing, name="copies"),
    path("mot-cua/<int:seat>/sao-van-ban/lap/<uuid:document>/", making.begin, name="copy-begin"),
    path("mot-cua/<int:seat>/sao-van-ban/<uuid:copy>/", making.one, name="copy"),
    path("mot-cua/<int:seat>/sao-van-ban/<uuid:copy>/tep/", making.file, name="copy-file"),
    path("mot-cua/<int:seat>/sao-van-ban/<uuid:copy>/trang/<int:number>/", making.page, name="copy-page"),
    path("mot-cua/<int:seat>/so-chung-thuc/", making.book, name="certified"),
]
