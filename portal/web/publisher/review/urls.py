"""Judging a draft, below it."""

from django.urls import path

from portal.web.publisher.review import views

app_name = "review"
urlpatterns = [
    path("duyet/", views.page, name="page"),
    path("thay-doi/", views.differences, name="differences"),
    path("gop-y/", views.talk, name="comments"),
    path("gop-y/<int:comment>/", views.resolve, name="resolve"),
]
