from django.urls import path

from portal.web.citizen.wizard import declaration, live, newer, papers, place, saving, start, submit, uploads, views, wrong

app_name = "wizard"
urlpatterns = [
    path("nop-ho-so/dia-ban/", views.units, name="units"),
    path("nop-ho-so/tim-dia-ban/", live.places, name="places"),
    path("nop-ho-so/tim-danh-muc/", live.options, name="options"),
    path("nop-ho-so/bat-dau/<str:code>/", start.start, name="start"),
    path("nop-ho-so/<uuid:draft>/", views.tasks, name="tasks"),
    path("nop-ho-so/<uuid:draft>/noi-nop/", place.place, name="place"),
    path("nop-ho-so/<uuid:draft>/xoa/", views.discard, name="discard"),
    path("nop-ho-so/<uuid:draft>/muc/<str:step>/", views.page, name="page"),
    path("nop-ho-so/<uuid:draft>/luu/<str:step>/", saving.autosave, name="autosave"),
    path("nop-ho-so/<uuid:draft>/xem/<str:step>/", live.live, name="live"),
    path("nop-ho-so/<uuid:draft>/thong-tin-sai/", wrong.wrong, name="wrong"),
    path("nop-ho-so/<uuid:draft>/giay-to/", papers.papers, name="papers"),
    path("nop-ho-so/<uuid:draft>/giay-to/<uuid:file>/", papers.show, name="file"),
    path("nop-ho-so/<uuid:draft>/giay-to/<uuid:file>/xoa/", papers.remove, name="remove"),
    path("nop-ho-so/<uuid:draft>/giay-to/<uuid:file>/sap-xep/", papers.arrange, name="arrange"),
    path("nop-ho-so/<uuid:draft>/giay-to/<uuid:file>/anh-nho/", papers.preview, name="preview"),
    path("nop-ho-so/<uuid:draft>/dung-giay-trong-kho/", papers.reuse, name="reuse"),
    path("nop-ho-so/<uuid:draft>/ban-ghep/<slug:paper>/", papers.bundle, name="bundle"),
    path("nop-ho-so/<uuid:draft>/tai-len/", uploads.collection, name="uploads"),
    path("nop-ho-so/<uuid:draft>/tai-len/<uuid:upload>/", uploads.item, name="upload"),
    path("nop-ho-so/<uuid:draft>/ban-moi/", newer.newer, name="newer"),
    path("nop-ho-so/<uuid:draft>/kiem-tra/", submit.check, name="check"),
    path("nop-ho-so/<uuid:draft>/to-khai.pdf", declaration.declaration, name="declaration"),
]
