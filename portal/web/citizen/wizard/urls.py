from django.urls import path

from portal.web.citizen.wizard import papers, submit, views

app_name = "wizard"
urlpatterns = [
    path("nop-ho-so/dia-ban/", views.units, name="units"),
    path("nop-ho-so/bat-dau/<str:code>/", views.start, name="start"),
    path("nop-ho-so/<uuid:draft>/", views.tasks, name="tasks"),
    path("nop-ho-so/<uuid:draft>/xoa/", views.discard, name="discard"),
    path("nop-ho-so/<uuid:draft>/muc/<str:step>/", views.page, name="page"),
    path("nop-ho-so/<uuid:draft>/luu/<str:step>/", views.autosave, name="autosave"),
    path("nop-ho-so/<uuid:draft>/giay-to/", papers.papers, name="papers"),
    path("nop-ho-so/<uuid:draft>/giay-to/<uuid:file>/", papers.show, name="file"),
    path("nop-ho-so/<uuid:draft>/giay-to/<uuid:file>/xoa/", papers.remove, name="remove"),
    path("nop-ho-so/<uuid:draft>/kiem-tra/", submit.check, name="check"),
]
