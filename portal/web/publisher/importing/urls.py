"""Procedures in and out of files."""

from django.urls import path

from portal.web.publisher.importing import exports, views

app_name = "importing"
urlpatterns = [
    path("", views.home, name="home"),
    path("mau.xlsx", exports.template, name="template"),
    path("xuat/", exports.page, name="export"),
    path("phu-luc/<uuid:annex>/", exports.asked_annex, name="annex"),
    path("phu-luc/<uuid:annex>/tai/", exports.annex_file, name="annex-file"),
    path("<uuid:run>/", views.run, name="run"),
    path("<uuid:run>/bao-cao.xlsx", views.report, name="report"),
]
