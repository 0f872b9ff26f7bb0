"""Seats."""

from django.urls import path

from portal.web.ops.seats import views

app_name = "ops-seats"
urlpatterns = [path("", views.listing, name="list")]
