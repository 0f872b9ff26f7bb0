from django.urls import path

from portal.web.desk.register import views

app_name = "desk_register"
urlpatterns = [
    path("mot-cua/<int:seat>/so-theo-doi/", views.register, name="register"),
]
