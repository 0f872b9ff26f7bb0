"""Places with their windows and kinds of matter, numbers, appointments, one module per part."""

from reception.models.appointments import Appointment
from reception.models.places import Closure, Place, Service, Window
from reception.models.tickets import Ticket

__all__ = ["Appointment", "Closure", "Place", "Service", "Ticket", "Window"]
