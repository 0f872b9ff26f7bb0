from django.urls import path

from portal.web.public.procedure import views

app_name = "procedure"
urlpatterns = [
    path("thu-tuc/<str:code>/", views.detail, name="detail"),
    path("thu-tuc/<str:code>/ban-in/", views.printed, name="printed"),
    path("thu-tuc/<str:code>/kiem-tra/", views.check, name="check"),
]
