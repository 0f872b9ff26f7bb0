from django.urls import path

from portal.web.desk.team import views

app_name = "team"
urlpatterns = [path("mot-cua/<int:seat>/khoi-luong/", views.load, name="load")]
