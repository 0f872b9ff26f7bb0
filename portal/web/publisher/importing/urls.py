"""Procedures in and out of files."""

from django.urls import path

from portal.web.publisher.importing import exports, views

app_name = "importing"
urlpatterns = [
    path("", views.home, name="home"),
    path("mau.xlsx", exports.template, name="template"),
    path("xuat/", exports.page, name="export"),
    path("<uuid:run>/", views.run, name="run"),
    path("<uuid:run>/bao-cao.xlsx", views.report, name="report"),
]
