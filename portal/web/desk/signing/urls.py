from django.urls import path

from portal.web.desk.signing import views

app_name = "desk-signing"
urlpatterns = [
    path("mot-cua/<int:seat>/ky-so/", views.queue, name="queue"),
    path("mot-cua/<int:seat>/ky-so/lam/", views.run, name="run"),
    path("mot-cua/<int:seat>/ky-so/<uuid:result>/", views.paper, name="paper"),
    path("mot-cua/<int:seat>/ky-so/<uuid:result>/trang/<int:number>/", views.page, name="page"),
]
