"""Outbox and failed jobs."""

from django.urls import path

from portal.web.ops.outbox import views

app_name = "ops-outbox"
urlpatterns = [path("", views.listing, name="list"), path("<uuid:message_id>/lam-lai/", views.retry, name="retry")]
