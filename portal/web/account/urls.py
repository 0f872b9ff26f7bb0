"""The account's own pages."""

from django.urls import path

from portal.web.account import views

app_name = "account"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("ho-so-ca-nhan/", views.profile, name="profile"),
    path("dien-thoai/", views.phone, name="phone"),
    path("ma-khoi-phuc/", views.recovery_codes, name="recovery-codes"),
    path("khoi-phuc/", views.recover, name="recover"),
]
