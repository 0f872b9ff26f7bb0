from django.urls import path

from portal.web.reception import board, kiosk, pairing, phone

app_name = "hall"
urlpatterns = [
    path("lay-so/<str:place>/", kiosk.start, name="kiosk"),
    path("lay-so/<str:place>/hen/", kiosk.arrive, name="arrive"),
    path("lay-so/<str:place>/phieu/<str:ticket>/", kiosk.slip, name="slip"),
    path("lay-so/<str:place>/ghep/", pairing.pair, name="pair"),
    path("so/<str:ticket>/", phone.show, name="ticket"),
    path("so/<str:ticket>/thoi/", phone.leave, name="leave"),
    path("bang-so/<str:place>/", board.show, name="board"),
]
