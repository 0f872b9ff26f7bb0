"""A draft looked at, below it."""

from django.urls import path

from portal.web.publisher.looking import views

app_name = "looking"
urlpatterns = [
    path("nguoi-dan/", views.citizen, name="citizen"),
    path("co-quan/", views.agency, name="agency"),
]
