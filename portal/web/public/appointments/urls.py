from django.urls import path

from portal.web.public.appointments import booking, own

app_name = "appointments"
urlpatterns = [
    path("dat-lich/", booking.offices, name="offices"),
    path("dat-lich/tra-cuu/", own.find, name="find"),
    path("dat-lich/hen/<str:appointment>/", own.show, name="own"),
    path("dat-lich/hen/<str:appointment>/lich.ics", own.calendar, name="calendar"),
    path("dat-lich/hen/<str:appointment>/doi/", own.move, name="move"),
    path("dat-lich/hen/<str:appointment>/huy/", own.cancel, name="cancel"),
    path("dat-lich/<str:place>/", booking.matters, name="matters"),
    path("dat-lich/<str:place>/<str:letter>/", booking.times, name="times"),
    path("dat-lich/<str:place>/<str:letter>/<str:slot>/", booking.details, name="details"),
]
