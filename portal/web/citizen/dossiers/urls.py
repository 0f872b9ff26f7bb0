from django.urls import path

from portal.web.citizen.dossiers import supplement, views, wishes

app_name = "citizen_dossiers"
urlpatterns = [
    path("ho-so/", views.mine, name="list"),
    path("ho-so/<uuid:dossier>/", views.detail, name="detail"),
    path("ho-so/<uuid:dossier>/da-nop/", views.confirmation, name="confirmation"),
    path("ho-so/<uuid:dossier>/bo-sung/", supplement.first, name="supplement"),
    path("ho-so/<uuid:dossier>/bo-sung/cau-tra-loi/", supplement.questions, name="supplement_answers"),
    path("ho-so/<uuid:dossier>/bo-sung/luu/", supplement.save, name="supplement_save"),
    path("ho-so/<uuid:dossier>/bo-sung/xem/", supplement.live, name="supplement_live"),
    path("ho-so/<uuid:dossier>/danh-gia/", views.rating, name="rate"),
    path("ho-so/<uuid:dossier>/rut/", wishes.wish, {"what": wishes.WITHDRAW}, name="withdraw"),
    path("ho-so/<uuid:dossier>/hoi/", wishes.wish, {"what": wishes.ASK}, name="ask"),
    path("ho-so/<uuid:dossier>/khieu-nai/", wishes.wish, {"what": wishes.COMPLAIN}, name="complain"),
    path("ho-so/<uuid:dossier>/nguoi-nhan-thay/", wishes.collector, name="collector"),
    path("ho-so/<uuid:dossier>/lay-lai/", wishes.correct, name="take_back"),
    path("ho-so/giay-in/<uuid:form>/", views.printed, name="printed"),
    path("ho-so/tep/<uuid:file>/", views.file, name="file"),
]
