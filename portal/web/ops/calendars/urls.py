"""Calendars."""

from django.urls import path

from portal.web.ops.calendars import views

app_name = "ops-calendars"
urlpatterns = [
    path("", views.listing, name="list"),
    path("them/", views.add, name="add"),
    path("buoi-lam-viec/", views.sessions, name="sessions"),
    path("<int:day_id>/", views.edit, name="edit"),
    path("<int:day_id>/bo/", views.remove, name="remove"),
]
