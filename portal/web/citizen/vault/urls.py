"""The vault's pages."""

from django.urls import path

from portal.web.citizen.vault import views

app_name = "vault"
urlpatterns = [
    path("kho/", views.listing, name="list"),
    path("kho/ai-da-xem/", views.readings, name="readings"),
    path("kho/<uuid:document_id>/", views.detail, name="detail"),
    path("kho/<uuid:document_id>/tai-ve/", views.download, name="download"),
]
