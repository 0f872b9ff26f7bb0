"""An begins a draft: what is known is shown with its source, a register that is down stops nothing, a wrong fact can be said."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from common import clock, outbox
from common.errors import NotFound
from dossiers import earlier
from dossiers.known import known
from dossiers.loaded import load
from dossiers.models import Dossier, Draft
from dossiers.provenance import remarks
from dossiers.services import check_facts, drafting
from dossiers.services.begin import begin
from dossiers.services.dispute import Unsaid, dispute, withdraw
from dossiers.services.submit import submit
from dossiers.sources import Kind, Source, candidates
from exchange.sandbox.server import Server
from portal.mainjob import samples
from tests.dossiers.extracts import offer
from tests.exchange.sandbox import addresses, running
from tests.world import BIRTH, COPIES, World, build

PAGE = "nguoiYeuCau"
HOME = {"tinh": "79", "xa": "25747", "chiTiet": "8 Đường Yersin"}


@pytest.fixture
def world(db: None) -> World:
    return offer(build())


@pytest.fixture
def registers(settings) -> Iterator[Server]:
    cache.clear()
    with running() as server:
        settings.REGISTERS = addresses(server)
        yield server
    cache.clear()


def filed(world: World, draft: Draft, **changes: object) -> Dossier:
    """Fill the rest of the copies form and submit it."""
    typed = {**samples.ANSWERS[COPIES], "nyc": {**samples.ANSWERS[COPIES]["nyc"], **changes}}
    for page in (PAGE, "banSaoCanCap", "cachNhan"):
        draft, outcome = drafting.save_page(draft.pk, draft.owner, page=page, typed=typed)
        assert outcome.valid, outcome.errors
    return submit(draft.pk, by=draft.owner, key=draft.submit_key, declared=True)


def said(dossier: Dossier) -> dict[str, tuple[str, str]]:
    """name → (kind, words) of the dossier's remarks."""
    dossier.refresh_from_db()
    return {remark.name: (remark.kind, remark.words) for remark in remarks(dossier)}


SOURCES = {
    "population": {"source": Source(Kind.POPULATION, date(2026, 11, 23)).as_json(), "values": {"full_name": "Theo CSDL"}},
    "paper": {"source": Source(Kind.PAPER, date(2026, 1, 2), "Giấy A số 1").as_json(), "values": {"full_name": "Theo giấy"}},
    "dossier": {"source": Source(Kind.DOSSIER, date(2026, 1, 2), "H09-1").as_json(), "values": {"full_name": "Theo hồ sơ"}},
}
VERIFIED, DECLARED = {"full_name": "Xác thực", "trust": "vneid"}, {"full_name": "Tự khai", "trust": "declared"}


@pytest.mark.parametrize(
    ("account", "gathered", "value", "words", "firm"),
    [
        (VERIFIED, ["dossier", "paper", "population"], "Theo CSDL", "Theo CSDL quốc gia về dân cư, 23/11/2026", True),
        (VERIFIED, ["dossier", "paper"], "Xác thực", "Theo tài khoản đã xác thực", True),
        (DECLARED, ["dossier", "paper"], "Theo giấy", "Theo Giấy A số 1 trong kho của bạn", True),
        (DECLARED, ["dossier"], "Tự khai", "Theo tài khoản của bạn", False),
        ({}, ["dossier"], "Theo hồ sơ", "Theo hồ sơ H09-1 bạn nộp ngày 2/1/2026", False),
    ],
    ids=["register first", "verified account", "paper before own words", "own account", "earlier dossier"],
)
def test_which_source_wins(account: dict, gathered: list[str], value: str, words: str, firm: bool) -> None:
    best = next(candidates(account, {"sources": [SOURCES[name] for name in gathered]}))
    assert (best.value, best.source.words, best.source.firm) == (value, words, firm)


def test_a_verified_person_is_looked_up_once_and_the_answer_stays_with_the_draft(world: World, registers: Server) -> None:
    draft = begin(world.an, *world.place(COPIES))
    facts = known(Draft.objects.get(pk=draft.pk))
    assert facts["full_name"].source.startswith("Theo CSDL quốc gia về dân cư, ")
    assert facts["address"].value["xa"] == "25747"
    assert facts["phone"].source == "Theo tài khoản của bạn"
    registers.faults = frozenset({"500"})
    assert known(Draft.objects.get(pk=draft.pk)) == facts
    row = AuditEvent.objects.get(action="register-look-up")
    assert (row.stream, row.data["about"]) == (f"account:{world.an.pk}", str(draft.pk))
    assert "074090001234" not in str(row.data)


def test_nobody_is_looked_up_by_a_number_that_was_only_typed(world: World, registers: Server) -> None:
    world.lan.person.trust = "declared"
    world.lan.person.save()
    draft = begin(world.lan, *world.place(COPIES))
    assert sum(registers.asked.values()) == 0
    assert not known(draft)["full_name"].firm


def test_a_register_that_is_down_stops_nothing_and_is_asked_again_by_a_worker(world: World, registers: Server) -> None:
    world.an.person.trust = "declared"
    world.an.person.save()
    registers.faults = frozenset({"500"})
    typed = {"hoTen": "NGUYEN VAN AN", "ngaySinh": "02/05/1990", "soDinhDanh": "074090001234", "cuTru": HOME}
    dossier = filed(world, begin(world.an, *world.place(COPIES)), **typed)
    outbox.drain()
    assert said(dossier)["full_name"] == ("unchecked", "Chưa đối chiếu với CSDL quốc gia về dân cư")
    registers.faults = frozenset()
    cache.clear()
    seat = world.seats["binh"]
    check_facts.ask_again(dossier.pk, by=world.officials["binh"], seat=seat)
    outbox.drain()
    kinds = {name: kind for name, (kind, _words) in said(dossier).items()}
    assert kinds == {"full_name": "matched", "birth_date": "matched", "identity_number": "matched", "address": "differs"}
    rows = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action="register-look-up").order_by("seq")
    assert [(row.actor.split(":")[0], row.data["answer"]) for row in rows] == [("system", "down"), ("official", "found")]


def test_the_worker_locks_the_dossier_before_its_chain(world: World, registers: Server) -> None:
    # A payment that comes meanwhile holds the dossier and waits for its chain: the other way about both would wait.
    dossier = filed(world, begin(world.lan, *world.place(COPIES)))
    with CaptureQueriesContext(connection) as asked:
        check_facts.work({"dossier": str(dossier.pk), "try": 0})
    said = [row["sql"] for row in asked]
    locked = next(n for n, sql in enumerate(said) if "dossiers_dossier" in sql and "FOR UPDATE" in sql)
    assert locked < next(n for n, sql in enumerate(said) if "INTO audit_chainhead" in sql)


def test_an_official_out_of_reach_asks_nothing(world: World, registers: Server) -> None:
    dossier = filed(world, begin(world.an, *world.place(COPIES)))
    with pytest.raises(NotFound):
        check_facts.ask_again(dossier.pk, by=world.officials["mai"], seat=world.seats["mai"])


def test_what_a_supplement_changed_counts_as_unchecked_again(world: World, registers: Server) -> None:
    dossier = filed(world, begin(world.an, *world.place(COPIES)))
    assert said(dossier)["full_name"][0] == "source"
    answers = {**dossier.answers, "nyc": {**dossier.answers["nyc"], "hoTen": "Nguyễn Văn Anh"}}
    Dossier.objects.filter(pk=dossier.pk).update(answers=answers)
    assert said(dossier)["full_name"] == ("unchecked", "Chưa đối chiếu với CSDL quốc gia về dân cư")


def test_a_wrong_fact_is_said_asked_again_and_told_to_the_official(world: World, registers: Server) -> None:
    draft = begin(world.an, *world.place(COPIES))
    with pytest.raises(Unsaid):
        dispute(draft.pk, world.an, name="birth_date", said="  ")
    draft = dispute(draft.pk, world.an, name="birth_date", said="Tôi sinh ngày 3/5/1990")
    assert "birth_date" not in known(draft)
    assert draft.answers["nyc"]["ngaySinh"] == "02/05/1990"  # in the box, to be corrected
    dossier = filed(world, draft, ngaySinh="03/05/1990")
    assert dossier.answers["nyc"]["ngaySinh"] == "03/05/1990"
    remark = next(one for one in remarks(dossier) if one.name == "birth_date")
    assert (remark.kind, remark.said, remark.known) == ("disputed", "Tôi sinh ngày 3/5/1990", "2/5/1990")
    assert remark.warns


def test_a_fact_that_was_right_after_all_is_shown_again(world: World, registers: Server) -> None:
    draft = begin(world.an, *world.place(COPIES))
    dispute(draft.pk, world.an, name="full_name", said="Sai tên đệm")
    assert "full_name" in known(withdraw(draft.pk, world.an, name="full_name"))


def test_only_what_is_known_can_be_wrong_and_only_in_one_s_own_draft(world: World, registers: Server) -> None:
    draft = begin(world.an, *world.place(COPIES))
    for user, name in ((world.an, "phone"), (world.an, "tax_code"), (world.lan, "full_name")):
        with pytest.raises(NotFound):
            dispute(draft.pk, user, name=name, said="sai")
    draft.refresh_from_db()
    assert draft.disputes is None


def test_an_earlier_dossier_fills_what_nothing_else_knows(world: World) -> None:
    """Filed half an hour after midnight, when it is still yesterday in Greenwich."""
    dossier = filed(world, drafting.start(world.an, *world.place(COPIES)))
    Dossier.objects.filter(pk=dossier.pk).update(submitted_at=datetime(2026, 3, 4, 17, 30, tzinfo=UTC))
    facts = known(begin(world.an, *world.place(COPIES)))
    assert facts["address"].value["chiTiet"] == "12 Đường Bạch Đằng"
    assert facts["address"].source == f"Theo hồ sơ {dossier.code} bạn nộp ngày 5/3/2026"
    assert not facts["address"].firm
    assert earlier.dossiers(world.lan, None) == []


def test_the_page_shows_sources_and_the_way_to_say_what_is_wrong(world: World, registers: Server, client) -> None:
    draft = begin(world.an, *world.place(COPIES))
    client.force_login(world.an)
    page = client.get(reverse("wizard:page", args=[draft.pk, PAGE])).content.decode()
    assert "Theo CSDL quốc gia về dân cư" in page
    wrong = reverse("wizard:wrong", args=[draft.pk])
    assert f"{wrong}?muc=full_name" in page
    assert client.post(f"{wrong}?muc=full_name", {"said": ""}).status_code == 422
    there = client.post(f"{wrong}?muc=full_name", {"said": "Thiếu chữ đệm"})
    assert there["Location"].endswith(f"/muc/{PAGE}/#field-nyc-hoTen")
    page = client.get(reverse("wizard:page", args=[draft.pk, PAGE])).content.decode()
    assert "Bạn đã báo" in page and 'value="Nguyễn Văn An"' in page


@pytest.mark.parametrize("fault", ["slow", "hung", "drip", "500", "garbage"])
def test_beginning_a_draft_takes_three_seconds_at_most(world: World, registers: Server, client, fault: str) -> None:
    """Fault F12, with the page's own work."""
    registers.faults = frozenset({fault})
    version, offering = world.place(COPIES)
    client.force_login(world.an)
    began = clock.now()
    answer = client.post(reverse("wizard:start", args=[COPIES]), {"offering": str(offering.pk)})
    assert clock.now() - began < timedelta(seconds=3)
    assert answer.status_code == 302
    draft = Draft.objects.get(pk=uuid.UUID(answer["Location"].split("/")[2]))
    assert draft.gathered["registers"] == {"population": "down"}
    assert known(draft)["full_name"].source == "Theo tài khoản đã xác thực"
    assert version.pk == draft.version_id


def test_a_paper_in_the_vault_fills_by_its_attached_data(world: World, monkeypatch) -> None:
    """A field of the result that names a fact: the permit's owner is the person whose paper it is."""
    paper = world.issued().results.get()
    loaded = earlier.load(paper.dossier.version_id)
    entries = [
        {**entry, "fields": [{**one, "fact": "full_name"} if one["key"] == "owner.name" else one for one in entry["fields"]]}
        for entry in loaded.content["results"]
    ]
    marked = replace(loaded, content={**loaded.content, "results": entries})
    monkeypatch.setattr(earlier, "load", lambda version, case="": marked if version == loaded.id else load(version, case))
    world.an.person.trust = "declared"
    world.an.person.save()
    fact = known(begin(world.an, *world.place(COPIES)))["full_name"]
    assert (fact.value, fact.firm) == (paper.values["owner.name"], True)
    assert fact.source == f"Theo {paper.document.title} số {paper.document.number} trong kho của bạn"
    assert earlier.papers(world.lan.person_id) == []


def test_a_father_does_not_write_himself_down_twice(world: World, registers: Server) -> None:
    draft = begin(world.an, *world.place(BIRTH))
    answers = {**samples.ANSWERS[BIRTH], "cha": {}, "me": {}}
    for page in ("nguoiYeuCau", "thongTinTre"):
        draft, _outcome = drafting.save_page(draft.pk, world.an, page=page, typed=answers)
    draft, outcome = drafting.save_page(draft.pk, world.an, page="chaMe", typed={"khaiVe": {"me": True, "cha": True}})
    father = outcome.data["cha"]
    assert (father["hoTen"], father["ngaySinh"], father["soDinhDanh"]) == ("Nguyễn Văn An", "02/05/1990", "074090001234")
    assert "hoTen" not in outcome.data["me"]
