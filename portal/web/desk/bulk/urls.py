from django.urls import path

from portal.web.desk.bulk import handover, views

app_name = "desk-bulk"
urlpatterns = [
    path("mot-cua/<int:seat>/hang-loat/", views.begin, name="begin"),
    path("mot-cua/<int:seat>/hang-loat/lam/", views.run, name="run"),
    path("mot-cua/<int:seat>/bang-ke/", handover.printed, name="list"),
]
