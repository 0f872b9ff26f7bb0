"""Agencies."""

from django.urls import path

from portal.web.ops.agencies import views

app_name = "ops-agencies"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:agency_id>/", views.edit, name="edit"),
]
