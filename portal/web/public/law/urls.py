from django.urls import path

from portal.web.public.law import views

app_name = "law"
urlpatterns = [
    path("can-cu/", views.texts, name="list"),
    path("can-cu/<path:code>/", views.text, name="text"),
]
