"""``demo_ca``: the demonstration's root, one certificate per leader on a seat, one seal per agency that issues."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import SeatAssignment
from agencies.models import Agency, Seat
from vault import ca, keys

# Of the demonstration's leaders one signs by the remote service's sandbox (vault/sandbox/people.json, PIN in csc.py).
REMOTE, CREDENTIAL = "xuan@demo.vn", "sandbox-so-xay-dung"


class Command(BaseCommand):
    """Idempotent: a second run makes only what is new (another person on a seat, a certificate near its end)."""

    help = "Tạo CA trình diễn, chứng thư cho lãnh đạo ký duyệt và cho cơ quan ban hành."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("demo_ca chỉ chạy ở bản trình diễn; bản thật dùng chứng thư của CA được cấp phép.")
        root = ca.ensure_root()
        made = [ca.ensure(name, subject) for name, subject in wanted()]
        ca.ensure_time_stamps()
        remote = SeatAssignment.objects.filter(until__isnull=True, user__email=REMOTE).select_related("user").first()
        if remote is not None:
            keys.path_of(keys.person_key(remote.seat_id)).with_suffix(".remote").write_text(CREDENTIAL)
        self.stderr.write(f"{len(made)} chứng thư trong {settings.SIGNING_DIR}")
        self.stdout.write(str(Path(root)))


def wanted() -> Iterator[tuple[str, ca.Subject]]:
    """Every (key name, subject) that the demonstration signs with; two queries."""
    agencies: dict[str, Agency] = {}
    leaders = (
        SeatAssignment.objects.filter(until__isnull=True, seat__role=Seat.Role.LEADER, seat__active=True)
        .select_related("user__person", "seat__agency__parent")
        .order_by("seat_id", "since")
    )
    for assignment in leaders:
        seat = assignment.seat
        agencies[seat.agency.code] = seat.agency
        yield keys.person_key(seat.pk), ca.Subject(str(assignment.user), seat.agency.name, seat.title, _parent(seat.agency))
    for agency in agencies.values():
        yield keys.agency_key(agency.code), ca.Subject(agency.name, agency.name, unit=_parent(agency))


def _parent(agency: Agency) -> str:
    return agency.parent.name if agency.parent else ""
