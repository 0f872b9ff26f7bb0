from django.urls import path

from portal.web.citizen.signing import views

app_name = "own-signature"
urlpatterns = [
    path("ky-so/giay-to/<uuid:thing>/", views.paper, name="paper"),
    path("ky-so/to-khai/<uuid:thing>/", views.declaration, name="declaration"),
]
