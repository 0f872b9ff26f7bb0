"""The inbox."""

from django.urls import path

from portal.web.citizen.inbox import views

app_name = "inbox"
urlpatterns = [
    path("", views.listing, name="list"),
    path("da-doc/", views.read_all, name="read-all"),
    path("<uuid:notification_id>/", views.opened, name="open"),
]
