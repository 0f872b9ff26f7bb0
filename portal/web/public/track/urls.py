from django.urls import path

from portal.web.public.track import views

app_name = "track"
urlpatterns = [path("tra-cuu/", views.track, name="form")]
