from django.urls import path

from portal.web.desk.queue import kept, views

app_name = "queue"
urlpatterns = [
    path("mot-cua/<int:seat>/", views.queue, name="list"),
    path("mot-cua/<int:seat>/moi/", views.arrivals, name="arrivals"),
    path("mot-cua/<int:seat>/bo-loc/", kept.views, name="views"),
    path("mot-cua/<int:seat>/bo-loc/<int:view>/bo/", kept.forget, name="forget"),
]
