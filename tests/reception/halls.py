"""A small hall for stories: two windows, two kinds of matter; numbers at any hour, so that no test depends on the clock."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from accounts.models import User
from agencies.models import Agency
from common import clock
from reception import booking
from reception.models import Appointment, Closure, Device, Place, Service, Ticket, Window
from reception.services import appointments, tickets
from tests.world import World


@dataclass
class Hall:
    """The place with its parts by letter and by number."""

    place: Place
    services: dict[str, Service] = field(default_factory=dict)
    windows: dict[int, Window] = field(default_factory=dict)

    def take(self, letter: str = "A", priority: str = "") -> Ticket:
        """A number from the kiosk."""
        return tickets.take(self.services[letter], priority=priority, key=uuid.uuid4())

    def book(
        self, letter: str = "A", phone: str = "0912345678", nth: int = 0, *, email: str = "", user: User | None = None
    ) -> Appointment:
        """The ``nth`` free slot there is."""
        slots = [slot for day in booking.days(self.place, self.services[letter]) for slot in day.slots if slot.free]
        who = appointments.Holder("Lý Thị Mận", phone, email, user)
        return appointments.book(self.services[letter].pk, slots[nth].at, who, key=uuid.uuid4())


def hall(code: str = "H09.21.23.01", *, any_hour: bool = True, minutes: int = 15, capacity: int = 2) -> Hall:
    """A registers births and marriages, B land; window 1 does both, window 2 land alone."""
    made = Hall(Place.objects.create(agency=Agency.objects.get(code=code), any_hour=any_hour))
    for letter, name, codes, most in (("A", "Hộ tịch", ["G15-TP07"], capacity), ("B", "Đất đai", [], 0)):
        made.services[letter] = Service.objects.create(
            place=made.place, letter=letter, name=name, fields=codes, minutes=minutes, capacity=most
        )
    for number, letters in ((1, "AB"), (2, "B")):
        made.windows[number] = Window.objects.create(place=made.place, number=number)
        made.windows[number].services.set([made.services[letter] for letter in letters])
    return made


def hall_things(world: World) -> dict[str, Any]:
    """A hall of Bình's unit with An's appointment, a number that waits, a day of rest, a machine: what addresses name."""
    place = Place.objects.filter(agency=world.seats["binh"].agency).first()
    made = Hall(place) if place is not None else hall()
    made.services = {one.letter: one for one in made.place.services.all()}
    service, window = made.services["A"], made.place.windows.order_by("number")[0]
    slots = [slot for day in booking.days(made.place, service) for slot in day.slots if slot.free]
    booked = appointments.book(
        service.pk, slots[-1].at, appointments.Holder("Nguyễn Văn An", "0912345678", user=world.an), key=uuid.uuid4()
    )
    rest = Closure.objects.create(
        place=made.place,
        day=clock.today() + timedelta(days=300),
        reason="Chuyển trụ sở",
        by=world.officials["dung"],
        at=clock.now(),
    )
    return {
        "hall_ticket": made.take().public_id,
        "hall_appointment": booked.public_id,
        "hall_service": service.pk,
        "hall_window": window.pk,
        "hall_closure": rest.pk,
        "hall_device": Device.objects.create(
            place=made.place, name="Máy 1", added_by=world.officials["dung"], added_at=clock.now()
        ).pk,
        "hall_slot": slots[-2].key,
    }
