from django.urls import path

from portal.web.citizen.dossiers import supplement, views

app_name = "citizen_dossiers"
urlpatterns = [
    path("ho-so/", views.mine, name="list"),
    path("ho-so/<uuid:dossier>/", views.detail, name="detail"),
    path("ho-so/<uuid:dossier>/da-nop/", views.confirmation, name="confirmation"),
    path("ho-so/<uuid:dossier>/bo-sung/", supplement.answer, name="supplement"),
    path("ho-so/<uuid:dossier>/danh-gia/", views.rating, name="rate"),
    path("ho-so/giay-in/<uuid:form>/", views.printed, name="printed"),
    path("ho-so/tep/<uuid:file>/", views.file, name="file"),
]
