"""The seat chooser."""

from django.urls import path

from portal.web.desk.seats import views

app_name = "seats"
urlpatterns = [path("", views.choose, name="choose")]
