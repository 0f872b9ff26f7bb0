from django.urls import path

from portal.web.publisher.results import views

app_name = "result-words"
urlpatterns = [
    path("<int:number>/", views.words, name="words"),
    path("<int:number>/xem/", views.preview, name="preview"),
]
