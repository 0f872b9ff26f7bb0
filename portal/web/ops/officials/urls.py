"""Officials."""

from django.urls import path

from portal.web.ops.officials import views

app_name = "officials"
urlpatterns = [
    path("", views.listing, name="list"),
    path("them/", views.add, name="add"),
    path("<uuid:user_id>/", views.detail, name="detail"),
    path("<uuid:user_id>/phan-cong/", views.assign, name="assign"),
    path("<uuid:user_id>/thoi/<int:assignment_id>/", views.end, name="end"),
    path("<uuid:user_id>/khoa/", views.close, name="close"),
    path("<uuid:user_id>/mo/", views.reopen, name="reopen"),
    path("<uuid:user_id>/bo-hai-lop/", views.drop_factors, name="drop-factors"),
]
