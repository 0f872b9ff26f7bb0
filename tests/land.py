"""A town around the world of tests: land office, tax office and the district's desks, with a land and a tree procedure."""

from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import Person, SeatAssignment, User
from agencies.models import Agency, AgencyLevel, Seat
from common import clock
from common.text import fold
from dossiers import printing, results
from dossiers.loaded import load
from dossiers.models import Dossier, DossierFee
from dossiers.services import drafting, handle, papers, receive
from dossiers.services.submit import submit
from eforms import engine
from payments.services import settle
from payments.services.attempt import start
from procedures import selectors
from procedures.services.seed import seed
from tests.payments.conftest import RETURN, ipn
from tests.procedures.business_answers import ANSWERS
from tests.snapshot import stage
from tests.world import OPENED, World, build, drawing

LAND, TREE = "1.013831", "1.002693"
OFFICES = (
    ("H09.21.15", "H09.21", "one-door", "Bộ phận Tiếp nhận và Trả kết quả thành phố Thủ Dầu Một"),
    ("H09.09.01.21", "H09", "vertical", "Chi nhánh Văn phòng Đăng ký đất đai thành phố Thủ Dầu Một"),
    ("G12.74.21", "H09", "vertical", "Chi cục Thuế thành phố Thủ Dầu Một"),
    *((f"H09.{n}.15", "H09", "one-door", f"Một cửa {n}") for n in range(22, 30)),
    *((f"H09.{n}.04", "H09", "division", f"Phòng {n}") for n in range(22, 30)),
)
SEATS = (
    ("khanh", "H09.21.15", "clerk"),
    ("nga", "H09.09.01.21", "handler"),
    ("phong", "H09.09.01.21", "leader"),
    ("quy", "G12.74.21", "handler"),
    ("hoa", "H09.21.04", "leader"),
    ("long", "H09.21", "leader"),
    ("my", "H09.21", "records"),
    ("kim", "H09.09.01.21", "finance"),
)
FIRST_SEAT = 9500


def build_town() -> World:
    """The world with these offices, seats and procedures; put back by COPY after the first time."""
    world = build()
    stage("town", _make)
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    seats = {seat.pk: seat for seat in Seat.objects.select_related("agency")}
    for number, (name, *_rest) in enumerate(SEATS):
        world.officials[name], world.seats[name] = users[name], seats[FIRST_SEAT + number]
    return world


def _make() -> Seat:
    level = AgencyLevel.objects.get(code="don-vi")
    for code, parent, kind, name in OFFICES:
        above = Agency.objects.get(code=parent)
        Agency.objects.create(
            code=code, name=name, kind=kind, level=level, parent=above, path=f"{above.path}{code}/", valid_from=OPENED
        )
    for number, (name, agency, role) in enumerate(SEATS):
        person = Person.objects.create(full_name=name.title(), folded_name=fold(name))
        user = User.objects.create_user(f"{name}@example.vn", "mật khẩu dài", person=person, is_official=True)
        seat = Seat.objects.create(pk=FIRST_SEAT + number, agency=Agency.objects.get(code=agency), role=role, title=name)
        SeatAssignment.objects.create(user=user, seat=seat, since=datetime(2026, 1, 1, tzinfo=clock.VIETNAM))
    seed(settings.BASE_DIR / "seeds", codes=[LAND, TREE])
    return seat


def received(world: World, code: str, keys: tuple[str, ...], case: str = "") -> Dossier:
    """An filed it with the papers ``keys``, paid what is due, and Khánh received it."""
    version = selectors.published(code)
    offering = next(row for row in selectors.offerings(version) if row.receiving.code == "H09.21.15")
    draft = drafting.start(world.an, version, offering, case=case)
    for page in engine.visible_pages(load(version.pk, case).form, ANSWERS[code]):
        draft, outcome = drafting.save_page(draft.pk, world.an, page=page.key, typed=ANSWERS[code])
        assert outcome.errors == ()
    for key in keys:
        papers.add_file(draft.pk, world.an, paper_key=key, name=f"{key}.pdf", data=drawing())
    dossier = submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    for owed in DossierFee.objects.filter(dossier=dossier):
        attempt = start(owed.fee_request, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
        told = ipn(attempt, secret=settings.VNPAY["secret"], vnp_Amount=str(owed.fee_request.total * 100))
        settle.record_event("vnpay", told)
    dossier.refresh_from_db()
    world.act(receive.receive, "khanh", dossier)
    return dossier


def at_the_tax_office(world: World) -> Dossier:
    """The land dossier, received and sent on to the tax office by Nga: its clock stands still."""

    def make() -> Dossier:
        dossier = received(world, LAND, ("hop-dong", "gcn-goc", "chung-giay"), case="chuyen-quyen")
        world.act(handle.forward, "nga", dossier, opinion="Đủ điều kiện, chuyển thông tin sang thuế.")
        return dossier

    return stage("land at the tax office", make)


def propose(world: World, who: str, dossier: Dossier, opinion: str = "Đủ điều kiện.") -> None:
    """Draft every result as its rules begin it, and propose."""
    facts = printing.result_facts(dossier)
    asked = results.asked(load(dossier.version_id, dossier.case), dossier.answers)
    drafts: dict[str, Any] = {item.key: results.first_values(item, facts) for item in asked}
    world.act(handle.draft_results, who, dossier, drafts=drafts)
    world.act(handle.propose, who, dossier, opinion=opinion)
