from django.urls import path

from portal.web.desk.dossier import acts, files, views

app_name = "desk_dossier"
urlpatterns = [
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/", views.workspace, name="workspace"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/danh-tinh/", views.identity, name="identity"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/doi-chieu/", views.check, name="check"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/lam/<slug:action>/", acts.act, name="act"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/du-thao/<uuid:result>/", files.result, name="result"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/giay/<slug:paper>/", files.bundle, name="bundle"),
    path("mot-cua/<int:seat>/tep/<uuid:file>/", files.paper, name="file"),
    path("mot-cua/<int:seat>/giay-in/<uuid:form>/", files.printed, name="printed"),
]
