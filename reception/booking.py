"""What can be booked: days and slots of a kind of matter with what is left of each. Each read says its queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from common.clock import VIETNAM, local, now
from reception import opening, rules, slots
from reception.models import Appointment, Place, Service
from reception.slots import Slot

TAKEN = (Appointment.State.BOOKED, Appointment.State.ARRIVED)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its slots; ``free`` places in all of them."""

    day: date
    slots: list[Slot]

    @property
    def free(self) -> int:
        """How many can still be booked."""
        return sum(slot.free for slot in self.slots)


def days(place: Place, service: Service) -> list[Day]:
    """Every day that can be booked, with its slots; full ones too. Two queries."""
    moment = now()
    open_days = opening.days(place, local(moment).date())
    if not open_days:
        return []
    taken = _taken(service, open_days[0], open_days[-1])
    found = [Day(day, _slots(place, service, day, taken, moment)) for day in open_days]
    return [day for day in found if day.slots]


def slot(place: Place, service: Service, at: datetime) -> Slot | None:
    """One slot as it stands now, None where there is none of that time. Two queries."""
    moment, day = now(), local(at).date()
    if not local(moment).date() <= day <= local(moment).date() + timedelta(days=place.days_ahead):
        return None
    if opening.closed_days(place, day, day):
        return None
    found = _slots(place, service, day, _taken(service, day, day), moment)
    return next((one for one in found if one.at == at), None)


def _slots(place: Place, service: Service, day: date, taken: Counter, moment: datetime) -> list[Slot]:
    return slots.of_day(
        day,
        opening.sessions(place, day),
        minutes=service.minutes,
        capacity=service.capacity,
        taken=taken,
        now=moment,
    )


def _taken(service: Service, first: date, last: date) -> Counter:
    since, until = (datetime.combine(day, time(), VIETNAM) for day in (first, last + timedelta(days=1)))
    rows = Appointment.objects.filter(service=service, state__in=TAKEN, at__gte=since, at__lt=until)
    return Counter(at.astimezone(VIETNAM) for at in rows.values_list("at", flat=True))


def places() -> list[Place]:
    """Places where something can be booked, in the tree's order. One query."""
    rows = Place.objects.filter(active=True, services__active=True, services__capacity__gt=0).select_related("agency")
    return list(rows.order_by("agency__path").distinct())


def services(place: Place) -> list[Service]:
    """What can be booked at a place. One query."""
    return list(Service.objects.filter(place=place, active=True, capacity__gt=0))


def fitting(found: Iterable[Service], procedure: str, field: str) -> list[Service]:
    """Those that take a procedure (its code, its field's code); those that name it come before those that take everything."""
    fits = [one for one in found if rules.serves(one.fields, one.procedures, procedure=procedure, field=field)]
    return sorted(fits, key=lambda one: (procedure not in one.procedures, field not in one.fields))
