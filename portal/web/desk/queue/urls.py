from django.urls import path

from portal.web.desk.queue import views

app_name = "queue"
urlpatterns = [
    path("mot-cua/<int:seat>/", views.queue, name="list"),
]
