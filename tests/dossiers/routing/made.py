"""Small processes of every shape, filed by An; and colleagues, so that there is somebody to give work to."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from accounts.models import Person, SeatAssignment, User
from agencies.models import Agency, Seat
from common.actors import SYSTEM
from common.text import fold
from dossiers.models import Dossier
from dossiers.services import drafting
from dossiers.services.submit import submit
from portal.invariants import check_all
from procedures.models import Offering
from procedures.services.offer import offer
from procedures.terms import Terms
from tests.procedures.makers import content, published
from tests.world import World

CODE = "9.000050"
WARD, DESK, OFFICE, NEXT_WARD, NEXT_DESK = "H09.21.23", "H09.21.23.01", "H09.21.04", "H09.21.24", "H09.21.24.01"
Step = dict[str, Any]


def step(key: str, role: str, *actions: tuple[str, str] | dict[str, Any], kind: str = "handle", **more: Any) -> Step:
    """One step; an action is (key, to), its key its effect, or a whole entry."""
    listed = [one if isinstance(one, dict) else {"key": one[0], "label": one[0], "to": one[1]} for one in actions]
    return {"key": key, "name": key, "kind": kind, "role": role, "agency": "handling", "share": 0.1, "actions": listed} | more


def passing(key: str, kind: str, *actions: dict[str, Any], **more: Any) -> Step:
    """A step that nobody does: fork, join, automatic."""
    return {"key": key, "name": key, "kind": kind, "actions": list(actions)} | more


def to(key: str, target: str, **more: Any) -> dict[str, Any]:
    """One action."""
    return {"key": key, "label": key, "to": target} | more


RECEIVE = step(
    "receive", "clerk", ("receive", "handle"), ("refuse", "end"), kind="receive", agency="receiving", share={"limit": "8h"}
)
APPROVE = step("approve", "leader", ("approve", "counter"), ("return", "handle"), ("reject", "end"), kind="approve")
GIVE = step("counter", "clerk", ("hand-over", "end"), kind="hand-over", agency="returning", share=0.05)


def forked(wait: str = "all", *, on_due: str = "", third: bool = False) -> list[Step]:
    """After checking, the ward and the office look at the same time; then the ward goes on."""
    second = step("second", "handler", to("give", "both", effect="answer"), agency={"named": OFFICE}, on_due=on_due)
    branches = [to("a", "first"), to("b", "second")] + ([to("c", "third")] if third else [])
    return [
        {**RECEIVE},
        step("handle", "handler", to("share", "ask", effect="forward"), ("return", "receive")),
        passing("ask", "fork", *branches),
        step("first", "handler", to("give", "both", effect="answer")),
        second,
        *([step("third", "handler", to("give", "both", effect="answer"))] if third else []),
        passing("both", "join", to("on", "sum"), of="ask", wait=wait),
        step("sum", "handler", to("propose", "approve", requires=["opinion"])),
        APPROVE,
    ]


def plain(**handle: Any) -> list[Step]:
    """Receive, handle, approve."""
    first = step("handle", "handler", to("propose", "approve", requires=["opinion"]), ("return", "receive"), **handle)
    return [{**RECEIVE}, first, {**APPROVE}]


def offered(steps: Sequence[Step], code: str = CODE, *, handling: str = WARD, **changed: Any) -> Offering:
    """A procedure with this process, taken by the ward's desk; where it leads to handing over, the counter's step is added."""
    process = {"schema": 1, "name": "thử", "steps": [*steps, *([GIVE] if _gives(steps) else [])]}
    version = published(code, "Thủ tục thử", **(content(process=process, limit=LIMIT) | changed))
    desk, agency = Agency.objects.get(code=DESK), Agency.objects.get(code=handling)
    return offer(version.procedure.code, desk, agency, Terms("full"), by=SYSTEM)


def _gives(steps: Sequence[Step]) -> bool:
    led = any(action["to"] == GIVE["key"] for one in steps for action in one["actions"])
    return led and all(one["key"] != GIVE["key"] for one in steps)


LIMIT = {"value": "10wd", "policy": {}, "text": "10 ngày làm việc"}


def filed(world: World, steps: Sequence[Step], code: str = CODE, **changed: Any) -> Dossier:
    """An's dossier at the desk."""
    return filed_at(world, offered(steps, code, **changed))


def filed_at(world: World, offering: Offering, receiving: Agency | None = None) -> Dossier:
    """An's dossier in an offering, at another desk where one is named."""
    version = offering.procedure.versions.get()
    draft = drafting.start(world.an, version, offering, receiving=receiving)
    draft, outcome = drafting.save_page(draft.pk, world.an, page="trang", typed={"soBan": 2, "ten": "An"})
    assert outcome.errors == ()
    return submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)


def hire(world: World, name: str, full_name: str, agency: str, role: str) -> User:
    """One more official, known to the world by a short name."""
    person = Person.objects.create(full_name=full_name, folded_name=fold(full_name))
    user = User.objects.create_user(f"{name}@example.vn", "mật khẩu dài", person=person, is_official=True)
    seat = Seat.objects.create(agency=Agency.objects.get(code=agency), role=role, title=role)
    SeatAssignment.objects.create(user=user, seat=seat, since=datetime(2026, 1, 1, tzinfo=UTC))
    world.officials[name], world.seats[name] = user, seat
    return user


def open_at(dossier: Dossier) -> list[str]:
    """Where the open work is, in the order of the steps' keys."""
    return sorted(dossier.tasks.filter(done_at__isnull=True).values_list("step", flat=True))


def sound() -> bool:
    """Every invariant holds; what does not is shown by pytest."""
    broken = {name: check.violations for name, check in check_all().items() if not check.ok}
    assert broken == {}, broken
    return True
