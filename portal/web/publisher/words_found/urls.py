"""Everyday words, and queries that found nothing."""

from django.urls import path

from portal.web.publisher.words_found import views

app_name = "words-found"
urlpatterns = [
    path("", views.listing, name="list"),
    path("them/", views.add, name="add"),
    path("<int:synonym_id>/", views.change, name="change"),
    path("<int:synonym_id>/bo/", views.remove, name="remove"),
    path("khong-thay/", views.in_vain, name="misses"),
    path("khong-thay/bo/", views.settle, name="settle"),
]
