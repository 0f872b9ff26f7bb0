"""Places with their windows and kinds of matter, numbers, appointments, one module per part."""

from reception.models.appointments import Appointment
from reception.models.places import Closure, Device, Place, Service, Window
from reception.models.tickets import Ticket

__all__ = ["Appointment", "Closure", "Device", "Place", "Service", "Ticket", "Window"]
