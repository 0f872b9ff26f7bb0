"""The work list, how a draft begins, and its way into force."""

from django.urls import path

from portal.web.publisher.catalogue import acts, start, views

app_name = "catalogue"
urlpatterns = [
    path("", views.listing, name="list"),
    path("thu-tuc-moi/", start.new, name="new"),
    path("thu-tuc/<str:code>/soan/", views.open_draft, name="open"),
    path("ban-soan/<uuid:draft>/", views.draft, name="draft"),
    path("ban-soan/<uuid:draft>/chep/", start.copy, name="copy"),
    path("ban-soan/<uuid:draft>/lich-su/", views.history, name="history"),
    path("ban-soan/<uuid:draft>/viec/<slug:action>/", acts.act, name="act"),
]
