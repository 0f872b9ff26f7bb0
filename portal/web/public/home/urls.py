from django.urls import path

from portal.web.public.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("viec/", views.life_events, name="life_events"),
    path("viec/<slug:slug>/", views.life_event, name="life_event"),
]
