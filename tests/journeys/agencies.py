"""What the journeys through several agencies begin with and pass over: asked for through tests/behind.py.

An is the demonstration's citizen here, so the browser's An sees what becomes of it.
"""

from copy import deepcopy
from datetime import timedelta

from django.db import OperationalError, transaction

from accounts.models import User
from agencies.models import Seat
from common import clock, outbox
from dossiers import printing, results
from dossiers.loaded import load
from dossiers.models import Consultation, Dossier, IssuedResult
from dossiers.services import decide, drafting, handle, issue, papers, receive, timers
from dossiers.services.submit import submit
from tests.dossiers.routing import made
from tests.faults.site import until
from tests.procedures.answers import ANSWERS, HOME
from tests.world import World, drawing

JOINT, TWO_UNITS = "2.000986", "9.000053"
AN = {"hoTen": "Nguyễn Văn An", "ngaySinh": "02/05/1990", "soDinhDanh": "074090001234", "cuTru": HOME, "dienThoai": "0912345678"}
SEATS = {
    "binh": "clerk-phu-cuong",
    "chi": "handler-phu-cuong",
    "hai": "handler-qldt-tdm",
    "dung": "leader-phu-cuong",
    "giang": "records-phu-cuong",
    "quang": "handler-police-phu-cuong",
    "tien": "leader-police-phu-cuong",
    "uyen": "records-police-phu-cuong",
    "bao": "handler-insurance-tdm",
    "duc": "leader-insurance-tdm",
    "ha": "records-insurance-tdm",
}
UNITS = [
    {"key": "planning", "name": "Phòng Quản lý đô thị", "agency": {"named": made.OFFICE}, "role": "handler", "limit": "2wd"},
    {"key": "justice", "name": "Sở Tư pháp", "agency": {"named": "H09.03"}, "role": "handler", "limit": "2wd"},
]
NOBODY_ASKED = {"!": {"var": "consulting"}}


def world() -> World:
    """The demonstration's people as the stories of the services know them."""
    cast = World(an=User.objects.get(email="an@demo.vn"), lan=User.objects.get(email="lan@demo.vn"))
    for name, key in SEATS.items():
        cast.officials[name] = User.objects.get(email=f"{name}@demo.vn")
        cast.seats[name] = Seat.objects.select_related("agency").get(key=key)
    return cast


def birth() -> str:
    """The code of An's joint dossier of a child, filed: birth, residence and insurance card."""
    cast = world()
    version, offering = cast.place(JOINT)
    typed = ANSWERS[JOINT] | {"nyc": AN | {"loaiGiayTo": "canCuoc", "quanHe": "cha"}}
    draft = drafting.start(cast.an, version, offering)
    for page in load(version.pk).form.pages:
        draft, outcome = drafting.save_page(draft.pk, cast.an, page=page.key, typed=deepcopy(typed))
        assert outcome.errors == (), outcome.errors
    papers.add_file(draft.pk, cast.an, paper_key="chung-sinh", name="giấy chứng sinh.pdf", data=drawing())
    return str(submit(draft.pk, by=cast.an, key=draft.submit_key, declared=True).code)


def permit(*, proposed: bool = False, issued: bool = False) -> str:
    """The code of An's building permit: with Chi, with Dũng (``proposed``), or ready to be handed over (``issued``)."""
    cast = world()
    dossier = cast.proposed() if proposed or issued else cast.received()
    if issued:
        _finish(cast, dossier, "dung", "giang")
    return str(dossier.code)


def ready() -> str:
    """The code of An's permit that waits to be handed over."""
    try:
        return permit(issued=True)
    except OperationalError:  # the portal's own worker wrote the same chains the other way round: PostgreSQL ended one of us
        return permit(issued=True)


def asked_of_two() -> str:
    """The code of An's dossier with Chi, who may ask two units at once, silence being consent."""
    cast = world()
    asks = [unit | {"silence": "consent"} for unit in UNITS]
    steps = made.plain(consult=asks, share=0.6)
    steps[1]["name"] = "Thẩm định"
    steps[1]["actions"] = [
        made.to("consult", "handle", label="Lấy ý kiến hai đơn vị", requires=["opinion"], when=NOBODY_ASKED),
        made.to("propose", "approve", label="Trình lãnh đạo", requires=["opinion"], when=NOBODY_ASKED),
    ]
    with transaction.atomic():
        dossier = made.filed(cast, steps, TWO_UNITS)
        cast.act(receive.receive, "binh", dossier)
    return str(dossier.code)


def time_passes(code: str, key: str) -> int:
    """The unit ``key`` has let its time pass: its question is put into the past, then the sweep is run; how many it closed."""
    late = clock.now() - timedelta(minutes=1)
    Consultation.objects.filter(dossier__code=code, key=key).update(due_at=late)
    return timers.sweep()


def part(code: str, who: str) -> str:
    """The code of the part that this official's agency does."""
    return str(Dossier.objects.get(parent__code=code, handling=world().seats[who].agency).code)


def finish(code: str, handler: str, leader: str, records: str) -> str:
    """A part that its agency does on its own: drafted and proposed, approved, numbered, signed, sealed; its own code."""
    cast = world()
    dossier = Dossier.objects.get(code=part(code, handler))
    _draft(cast, dossier, handler)
    cast.act(handle.propose, handler, dossier, opinion="Đủ điều kiện.")
    _finish(cast, dossier, leader, records)
    outbox.drain()
    return str(dossier.code)


def _draft(cast: World, dossier: Dossier, who: str) -> None:
    facts, asked = printing.result_facts(dossier), results.asked(load(dossier.version_id), dossier.answers)
    cast.act(handle.draft_results, who, dossier, drafts={item.key: results.first_values(item, facts) for item in asked})


def _finish(cast: World, dossier: Dossier, leader: str, records: str) -> None:
    def printed() -> bool:
        outbox.drain()  # or the portal's own worker does it
        return not IssuedResult.objects.filter(dossier=dossier, pdf=None).exists()

    cast.act(decide.approve, leader, dossier)
    cast.act(issue.number, records, dossier)
    until(printed, 60, "the result is printed")
    cast.act(issue.sign, leader, dossier)
    cast.act(issue.stamp, records, dossier)
