"""Finding a procedure."""

from django.urls import path

from portal.web.public.search import suggestions, views

app_name = "search"
urlpatterns = [
    path("tim-kiem/", views.results, name="results"),
    path("tim-kiem/goi-y/", suggestions.suggest, name="suggest"),
]
