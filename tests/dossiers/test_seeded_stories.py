"""Procedures of the seeds lived through by services: three agencies in one dossier, fees by pages, a paper that fills a form."""

from copy import deepcopy
from typing import Any

import pytest
from django.conf import settings

from agencies.models import AdministrativeUnit, Agency, AgencyLevel
from common import clock, outbox
from dossiers import printing, results
from dossiers.known import known
from dossiers.loaded import load
from dossiers.models import Dossier, DossierFee
from dossiers.services import correct, decide, drafting, handle, issue, papers, receive
from dossiers.services.begin import begin
from dossiers.services.submit import submit
from dossiers.states import Delivery, State
from eforms import engine
from payments.services import settle
from payments.services.attempt import start
from portal.invariants import check_all
from procedures.services.seed import seed
from tests.dossiers.routing.made import hire
from tests.payments.conftest import RETURN, ipn
from tests.procedures.answers import ANSWERS, HOME, VN
from tests.world import OPENED, World, build, drawing

JOINT, CERTIFIED, MARRIAGE, ADOPTION = "2.000986", "2.000815", "1.000894", "2.001263"
AN = {"hoTen": "Nguyễn Văn An", "ngaySinh": "02/05/1990", "soDinhDanh": "074090001234", "cuTru": HOME, "dienThoai": "0912345678"}
LAN = {"hoTen": "Trần Thị Lan", "ngaySinh": "02/05/1992", "soDinhDanh": "074192005678", "cuTru": HOME}
BY_HAND = {"child.birth_place": "Phường Phú Cường"}


POLICE, INSURANCE = "G01.74.23", "G24.74.21"
JOINED = (
    ("congan", "Mai Văn Công", POLICE, "handler"),
    ("truong", "Lý Văn Trưởng", POLICE, "leader"),
    ("bhxh", "Hồ Thị Bảo", INSURANCE, "handler"),
    ("giamdoc", "Tạ Văn Đốc", INSURANCE, "leader"),
)


@pytest.fixture
def world(db: None) -> World:
    """The world with the police of the ward, the insurance offices, an official of each, and six more procedures."""
    made = build()
    level, root = AgencyLevel.objects.get(code="so"), Agency.objects.get(code="H09")
    district = AdministrativeUnit.objects.create(edition="2008", code="718", name="Thủ Dầu Một", level="district", folded="")
    ward = AdministrativeUnit.objects.create(
        edition="2008", code="25747", name="Phú Cường", level="commune", parent=district, folded=""
    )
    Agency.objects.filter(code="H09.21.23").update(area=ward)
    places = {POLICE: ward, INSURANCE: district}
    for code in ("G01.74", POLICE, "G24.74", *(f"G24.74.{number}" for number in range(21, 30))):
        above = Agency.objects.filter(code=code.rpartition(".")[0]).first() or root
        row = {"level": level, "parent": above, "path": f"{above.path}{code}/", "valid_from": OPENED, "area": places.get(code)}
        Agency.objects.create(code=code, name=code, kind="vertical", **row)
    for who, name, code, role in JOINED:
        hire(made, who, name, code, role)
    seed(settings.BASE_DIR / "seeds", codes=["1.004222", "1.014137", JOINT, CERTIFIED, MARRIAGE, ADOPTION])
    return made


def filed(world: World, code: str, typed: dict[str, Any], *handed_in: str) -> Dossier:
    version, offering = world.place(code)
    draft = drafting.start(world.an, version, offering)
    for page in load(version.pk).form.pages:
        draft, outcome = drafting.save_page(draft.pk, world.an, page=page.key, typed=deepcopy(typed))
        assert outcome.errors == (), outcome.errors
    for paper in handed_in:
        papers.add_file(draft.pk, world.an, paper_key=paper, name=f"{paper}.pdf", data=drawing())
    return submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)


def drafted(world: World, dossier: Dossier, who: str = "chi") -> None:
    facts, asked = printing.result_facts(dossier), results.asked(load(dossier.version_id), dossier.answers)
    drafts = {item.key: results.first_values(item, facts) for item in asked}
    world.act(handle.draft_results, who, dossier, drafts=drafts)


def issued(world: World, dossier: Dossier) -> list[str]:
    """From the leader's desk into the vault: the titles of what was issued."""
    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    outbox.drain()
    world.act(issue.sign, "dung", dossier)
    world.act(issue.stamp, "giang", dossier)
    return [row.document.title for row in dossier.results.order_by("position")]


def paid(dossier: Dossier) -> int:
    fee = DossierFee.objects.get(dossier=dossier).fee_request
    attempt = start(fee, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    settle.record_event("vnpay", ipn(attempt, vnp_Amount=str(fee.total * 100)))
    dossier.refresh_from_db()
    return int(fee.total)


def broken() -> dict[str, list[str]]:
    return {name: check.violations for name, check in check_all().items() if not check.ok}


def test_one_application_goes_through_three_agencies(world: World) -> None:
    """Khai sinh, thường trú, thẻ: the certificate comes first, then police and insurance work side by side; three results."""
    typed = ANSWERS[JOINT] | {"nyc": AN | {"loaiGiayTo": "canCuoc", "quanHe": "cha"}}
    dossier = filed(world, JOINT, typed, "chung-sinh")
    world.act(receive.receive, "binh", dossier)
    drafted(world, dossier)
    world.act(handle.propose, "chi", dossier, opinion="Đủ điều kiện khai sinh.")
    assert issued(world, dossier) == ["Giấy khai sinh"]
    outbox.drain()
    dossier.refresh_from_db()
    assert (dossier.marking, dossier.state, dossier.delivery) == ({"at": ["joint"]}, State.PROCESSING, Delivery.NONE)
    residence, card = (dossier.parts.get(part=key) for key in ("residence", "card"))
    assert (residence.handling.code, card.handling.code) == (POLICE, INSURANCE)
    assert max(residence.due_at, card.due_at) < dossier.due_at
    for part, handler, leader in ((residence, "congan", "truong"), (card, "bhxh", "giamdoc")):
        assert dossier.tasks.get(done_at=None).step == "joint"
        drafted(world, part, handler)
        world.act(handle.propose, handler, part, opinion="Đủ điều kiện.")
        world.act(decide.reject, leader, part, reason="Thiếu căn cứ.")
        outbox.drain()
    dossier.refresh_from_db()
    assert (dossier.marking, dossier.state, dossier.delivery) == ({"at": ["hand-over"]}, State.COMPLETED, Delivery.READY)
    # A corrected certificate sends nobody to police and insurance again.
    values = dossier.results.get().values | BY_HAND
    world.act(correct.correct_result, "chi", dossier, key=dossier.results.get().result_key, values=values, reason="Sai nơi sinh")
    issued(world, dossier)
    outbox.drain()
    dossier.refresh_from_db()
    assert (dossier.marking, dossier.state, dossier.parts.count()) == ({"at": ["hand-over"]}, State.COMPLETED, 2)
    assert broken() == {}


def test_certified_copies_are_paid_by_the_page_and_issued_paper_by_paper(world: World) -> None:
    day = clock.today().strftime("%d/%m/%Y")
    dossier = filed(world, CERTIFIED, ANSWERS[CERTIFIED] | {"nyc": AN, "ngayHen": day})
    assert paid(dossier) == 2 * 12_000 + 3 * 2_000
    world.act(receive.receive, "binh", dossier)
    drafted(world, dossier)
    world.act(handle.propose, "chi", dossier, opinion="Bản sao đúng với bản chính.")
    titles = issued(world, dossier)
    assert titles == ["Bản sao được chứng thực: Văn bằng, chứng chỉ", "Bản sao được chứng thực: Giấy tờ hộ tịch"]
    assert [row.copies for row in dossier.results.order_by("position")] == [2, 3]
    assert broken() == {}


def test_a_marriage_certificate_in_the_vault_fills_in_the_spouse_later(world: World) -> None:
    typed = ANSWERS[MARRIAGE] | {
        "nyc": AN | VN | {"ben": "nam", "tinhTrang": "chua", "lanKetHon": 1},
        "kia": LAN | VN | {"tinhTrang": "chua", "lanKetHon": 1},
    }
    dossier = filed(world, MARRIAGE, typed)
    world.act(receive.receive, "binh", dossier)
    drafted(world, dossier)
    world.act(handle.propose, "chi", dossier, opinion="Đủ điều kiện kết hôn.")
    assert issued(world, dossier) == ["Giấy chứng nhận kết hôn"]

    version, offering = world.place(ADOPTION)
    draft = begin(world.an, version, offering)
    facts = known(draft)
    assert facts["spouse_full_name"].value == "Trần Thị Lan"
    assert "Giấy chứng nhận kết hôn số" in facts["spouse_full_name"].source
    form = load(version.pk).form
    shown = engine.prepare(form, {"honNhan": "vo-chong"}, prefill=facts).data["vc"]
    assert (shown["hoTen"], shown["ngaySinh"], shown["soDinhDanh"]) == ("Trần Thị Lan", "02/05/1992", "074192005678")
