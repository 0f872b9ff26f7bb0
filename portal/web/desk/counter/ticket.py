"""The queue's number that stands at the clerk's window: a reception begins and ends it, where there is a hall at all."""

from accounts.models import User
from agencies.models import Seat
from common.errors import DomainError, NotFound
from reception import selectors
from reception.models import Ticket
from reception.services import tickets


def here(user: User, seat: Seat) -> Ticket | None:
    """The number at the window where this person sits now, None where numbers are not called. At most four queries."""
    try:
        return selectors.at_my_window(user, seat)
    except NotFound:
        return None


def begun(user: User, seat: Seat) -> None:
    """Whoever was called is here; a number that moved meanwhile is left alone."""
    ticket = here(user, seat)
    if ticket is not None and ticket.state == Ticket.State.CALLED:
        try:
            tickets.serve(ticket.pk, by=user, seat=seat)
        except DomainError:
            return


def ended(user: User, seat: Seat) -> None:
    """The reception is over, and so is the visit."""
    ticket = here(user, seat)
    if ticket is not None:
        try:
            tickets.finish(ticket.pk, by=user, seat=seat)
        except DomainError:
            return
