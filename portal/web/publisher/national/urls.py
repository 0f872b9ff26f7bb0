from django.urls import path

from portal.web.publisher.national import views

app_name = "national"
urlpatterns = [
    path("", views.page, name="page"),
    path("<uuid:row>/chuyen-lai/", views.back, name="back"),
]
