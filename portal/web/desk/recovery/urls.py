"""Recovery at the counter."""

from django.urls import path

from portal.web.desk.recovery import views

app_name = "counter-recovery"
urlpatterns = [path("", views.reset, name="reset")]
