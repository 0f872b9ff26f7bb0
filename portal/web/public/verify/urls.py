"""Where a paper's QR leads."""

from django.urls import path

from portal.web.public.verify import views

app_name = "verify"
urlpatterns = [
    path("xac-thuc/", views.file, name="file"),
    path("xac-thuc/<str:public_id>/", views.paper, name="paper"),
]
