"""The audit log's state."""

from django.urls import path

from portal.web.ops.audit import views

app_name = "ops-audit"
urlpatterns = [path("", views.state, name="state")]
