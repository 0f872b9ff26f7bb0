from django.urls import path

from portal.web.desk.tickets import days, devices, settings, window

app_name = "tickets"
urlpatterns = [
    path("mot-cua/<int:seat>/goi-so/", window.page, name="window"),
    path("mot-cua/<int:seat>/goi-so/<str:act>/", window.act, name="act"),
    path("mot-cua/<int:seat>/lich-hen/", days.appointments, name="appointments"),
    path("mot-cua/<int:seat>/quay/", settings.overview, name="hall"),
    path("mot-cua/<int:seat>/quay/mo/", settings.begin, name="begin"),
    path("mot-cua/<int:seat>/quay/noi/", settings.place, name="place"),
    path("mot-cua/<int:seat>/quay/may/", devices.listing, name="devices"),
    path("mot-cua/<int:seat>/quay/may/<int:device>/thu-hoi/", devices.end, name="device-end"),
    path("mot-cua/<int:seat>/quay/nhom-viec/", settings.matter, name="matter-add"),
    path("mot-cua/<int:seat>/quay/nhom-viec/<int:service>/", settings.matter, name="matter"),
    path("mot-cua/<int:seat>/quay/so/", settings.booth, name="booth-add"),
    path("mot-cua/<int:seat>/quay/so/<int:window>/", settings.booth, name="booth"),
    path("mot-cua/<int:seat>/quay/nghi/", days.close, name="close"),
    path("mot-cua/<int:seat>/quay/nghi/<int:closure>/bo/", days.open_again, name="open"),
    path("mot-cua/<int:seat>/quay/so-lieu/", days.figures, name="figures"),
]
