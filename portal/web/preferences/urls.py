"""The buttons of the accessibility bar."""

from django.urls import path

from portal.web.preferences import views

app_name = "preferences"
urlpatterns = [
    path("tuy-chon/", views.choose, name="choose"),
    path("tuy-chon/con-phien/", views.stay, name="stay"),
]
