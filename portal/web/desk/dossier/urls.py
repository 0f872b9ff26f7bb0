from django.urls import path

from portal.web.desk.dossier import act_view, files, papers, same_applicant, typed, viewer, views, watching

app_name = "desk_dossier"
urlpatterns = [
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/", views.workspace, name="workspace"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/danh-tinh/", views.identity, name="identity"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/doi-chieu/", views.check, name="check"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/dang-xem/", watching.beat, name="beat"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/cung-nguoi-nop/", same_applicant.others, name="others"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/lam/<slug:action>/", act_view.act, name="act"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/lam/<slug:action>/tu-luu/", typed.keep, name="keep"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/du-thao/<uuid:result>/", files.result, name="result"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/giay/<slug:paper>/", files.bundle, name="bundle"),
    path("mot-cua/<int:seat>/ho-so/<uuid:dossier>/giay/<slug:paper>/kiem-tra/", papers.check, name="paper"),
    path("mot-cua/<int:seat>/tep/<uuid:file>/", files.paper, name="file"),
    path("mot-cua/<int:seat>/tep/<uuid:file>/xem/", viewer.viewer, name="viewer"),
    path("mot-cua/<int:seat>/ghi-chu/<uuid:mark>/bo/", viewer.take_off, name="take-off"),
    path("mot-cua/<int:seat>/tep-can-bo/<uuid:file>/", files.work_file, name="work-file"),
    path("mot-cua/<int:seat>/giay-in/<uuid:form>/", files.printed, name="printed"),
]
