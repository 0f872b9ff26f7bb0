"""Help, data protection, accessibility, about."""

from django.urls import path

from portal.web.public.pages import views

app_name = "pages"
urlpatterns = [
    path("tro-giup/", views.page, {"name": "help"}, name="help"),
    path("bao-ve-du-lieu/", views.page, {"name": "privacy"}, name="privacy"),
    path("tro-nang/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("gioi-thieu/", views.page, {"name": "about"}, name="about"),
]
