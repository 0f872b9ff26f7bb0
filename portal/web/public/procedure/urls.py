from django.urls import path

from portal.web.public.procedure import personal, views

app_name = "procedure"
urlpatterns = [
    path("thu-tuc/<str:code>/", views.detail, name="detail"),
    path("thu-tuc/<str:code>/ban-in/", views.printed, name="printed"),
    path("thu-tuc/<str:code>/kiem-tra/", personal.check, name="check"),
    path("thu-tuc/<str:code>/cho-ban/", personal.for_me, name="for_me"),
    path("thu-tuc/<str:code>/thuc-te/", views.pace, name="pace"),
]
