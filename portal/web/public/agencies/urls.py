from django.urls import path

from portal.web.public.agencies import views

app_name = "agencies"
urlpatterns = [
    path("co-quan/", views.agencies, name="list"),
    path("co-quan/<str:code>/", views.agency, name="agency"),
]
