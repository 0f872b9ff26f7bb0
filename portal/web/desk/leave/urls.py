from django.urls import path

from portal.web.desk.leave import views

app_name = "desk-leave"
urlpatterns = [
    path("mot-cua/<int:seat>/vang-mat/", views.page, name="page"),
    path("mot-cua/<int:seat>/vang-mat/uy-quyen/", views.give, name="give"),
    path("mot-cua/<int:seat>/vang-mat/uy-quyen/<int:delegation>/thoi/", views.end, name="end"),
    path("mot-cua/<int:seat>/vang-mat/ban-giao/", views.hand_over, name="hand-over"),
]
