"""Who may change an appointment from this browser: who booked it here, proved it here, or is logged in to its account."""

from django.http import HttpRequest

from reception.models import Appointment

KEY = "appointments"
MOST = 20


def remember(request: HttpRequest, appointment: Appointment) -> None:
    """This browser has shown that it may."""
    known = request.session.get(KEY, [])
    request.session[KEY] = [*(one for one in known if one != appointment.public_id), appointment.public_id][-MOST:]


def given(request: HttpRequest, appointment: Appointment) -> bool:
    """Whether no further proof is asked for. No query beside the session's."""
    if request.user.is_authenticated and appointment.user_id == request.user.pk:
        return True
    return appointment.public_id in request.session.get(KEY, [])
