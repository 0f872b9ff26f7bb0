from django.urls import path

from portal.web.public.browse import views

app_name = "browse"
urlpatterns = [
    path("thu-tuc/", views.alphabet, name="alphabet"),
    path("linh-vuc/", views.fields, name="fields"),
    path("linh-vuc/<str:code>/", views.field, name="field"),
]
