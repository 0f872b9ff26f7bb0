"""The queues: who sees what under which tab, what narrows it, and that fifty rows cost what one does."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.urls import reverse

from common import clock
from dossiers import finding, narrowing, neighbours, queues
from dossiers.models import Dossier, Pause, Task
from dossiers.narrowing import NOBODY, Filters
from dossiers.services import complain, handle, questions
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import Channel, State
from tests.desk.conftest import Browse, codes, open_task, twin
from tests.looks import queries
from tests.world import BIRTH, World


def rows(world: World, who: str, key: str, **filters: object) -> list[queues.Row]:
    """What an official sees under a tab."""
    return queues.rows(world.seats[who], world.officials[who], key, Filters(**filters), start=0, stop=50)


def listed(world: World, who: str, key: str, **filters: object) -> list[str]:
    """The same as codes."""
    return codes(rows(world, who, key, **filters))


def test_each_role_finds_its_work_under_its_tabs(world: World) -> None:
    waiting, received, proposed = world.submitted().code, world.received().code, world.proposed().code
    assert listed(world, "binh", "receive") == [waiting]
    assert listed(world, "chi", "work") == listed(world, "chi", "claim") == [received]
    assert listed(world, "chi", "mine") == []
    assert listed(world, "dung", "sign") == [proposed]
    assert sorted(listed(world, "dung", "unit")) == sorted([received, proposed])
    assert listed(world, "mai", "unit") == []


def test_who_took_it_holds_it_and_nobody_else_is_offered_it(world: World) -> None:
    dossier = world.received()
    world.act(handle.take, "chi", dossier)
    assert listed(world, "chi", "mine") == [dossier.code]
    assert listed(world, "chi", "claim") == []


def test_late_is_past_and_near_is_within_a_working_day_and_waiting_is_neither(world: World) -> None:
    dossier, now = world.received(), clock.now()
    late = twin(dossier, code="MUON", due=now - timedelta(minutes=5))
    near = twin(dossier, code="SAP", due=now + timedelta(hours=2))
    twin(dossier, code="CHO", due=now - timedelta(days=3), bucket=Task.Bucket.SUPPLEMENT)
    twin(dossier, code="XONG", due=now - timedelta(days=3), bucket=Task.Bucket.HAND_OVER)  # nobody came to fetch it yet
    assert listed(world, "chi", "late") == [late.code]
    assert listed(world, "chi", "near") == [near.code]
    assert listed(world, "chi", "work")[:2] == [late.code, near.code]
    shown = queues.counts(world.seats["chi"], world.officials["chi"])
    assert (shown.of["late"], shown.of["near"], shown.of["supplement"]) == (1, 1, 1)


def test_what_waits_for_the_applicant_or_for_money_has_its_tab(world: World) -> None:
    asked = world.submitted()
    world.act(request_supplement, "binh", asked, items=[Item(label="Bản vẽ", reason="Thiếu", paper_key="ban-ve")])
    assert listed(world, "binh", "supplement") == [asked.code]
    unpaid = world.submitted()
    Task.objects.filter(dossier=unpaid).delete()
    Dossier.objects.filter(pk=unpaid.pk).update(state=State.AWAITING_PAYMENT)
    assert listed(world, "binh", "money") == [unpaid.code]
    assert queues.counts(world.seats["binh"], world.officials["binh"]).shown("money") == "1"


FOUND: tuple[tuple[str, Callable[[Dossier], str], bool], ...] = (
    ("whole code", lambda d: d.code, True),
    ("code in small letters", lambda d: d.code.lower(), True),
    ("last number of the code", lambda d: d.code.rpartition("-")[2], True),
    ("day and number", lambda d: d.code.partition("-")[2], True),
    ("name without marks", lambda d: "nguyen van an", True),
    ("name with marks", lambda d: "Nguyễn Văn", True),
    ("begun word", lambda d: "nguyễn v", True),
    ("words in another order", lambda d: "an nguyễn", True),
    ("identity number", lambda d: "074090001234", True),
    ("identity number in groups", lambda d: "074 090 001 234", True),
    ("its last four", lambda d: "1234", True),
    ("another name", lambda d: "tran van an", False),
    ("another number", lambda d: "074090001235", False),
    ("a sign alone", lambda d: "'", False),
    ("an operator", lambda d: "nguyen | tran", False),
)


@pytest.mark.parametrize("key", ["receive", "all"])
def test_what_is_typed_finds_code_name_and_numbers(world: World, key: str) -> None:
    dossier = world.submitted()
    other = twin(dossier, code="H09.21.23.01-200101-7777", name="Lê Thị Hoa")
    Dossier.objects.filter(pk=other.pk).update(proof_indexes=[])
    wrong = [what for what, typed, found in FOUND if (listed(world, "binh", key, text=typed(dossier)) == [dossier.code]) != found]
    assert wrong == []


def test_the_phone_finds_however_it_is_written(world: World) -> None:
    dossier = world.submitted()
    phone = dossier.owner_phone or ""
    for typed in (phone, f"{phone[:4]} {phone[4:7]} {phone[7:]}", f"+84{phone[1:]}", finding.hidden(phone)):
        assert listed(world, "binh", "receive", text=typed) == [dossier.code], typed


def test_another_unit_s_search_finds_nothing(world: World) -> None:
    dossier = world.submitted()
    for typed in (dossier.code, "nguyen van an", "074090001234"):
        assert listed(world, "mai", "all", text=typed) == []


def test_words_that_are_everywhere_are_met_on_the_way(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """More hits than are worth looking up one by one: the same rows, found by walking the tab."""
    dossier = world.submitted()
    twin(dossier, code="HAI", name="Trần Hai")
    monkeypatch.setattr("dossiers.finding.MOST", 0)
    assert listed(world, "binh", "receive", text="Nguyễn") == [dossier.code]


def test_filters_narrow_and_together_still_more(world: World) -> None:
    dossier = world.received()
    twin(dossier, code="QUAY", due=clock.now() + timedelta(days=40), channel=Channel.COUNTER)
    world.act(handle.take, "chi", dossier)
    chi = str(world.officials["chi"].pk)
    in_a_month = clock.local(clock.now() + timedelta(days=30)).date()
    assert listed(world, "chi", "work", channel="counter") == ["QUAY"]
    assert listed(world, "chi", "work", holder=chi) == [dossier.code]
    assert listed(world, "chi", "work", holder=NOBODY) == ["QUAY"]
    assert listed(world, "chi", "work", due_from=in_a_month) == ["QUAY"]
    assert listed(world, "chi", "work", due_to=in_a_month) == [dossier.code]
    assert listed(world, "chi", "work", procedure="1.013225", step=open_task(dossier).step_name, holder=chi) == [dossier.code]
    assert listed(world, "chi", "work", procedure="2.000635") == []


def test_the_page_offers_only_the_tabs_that_the_role_uses(world: World, browse: Browse) -> None:
    address = reverse("queue:list", args=[world.seats["chi"].pk])
    body = browse("chi").get(address).content.decode()
    assert "Chờ người nhận" in body
    assert "Chờ tiếp nhận" not in body
    assert browse("chi").get(address + "?muc=receive").status_code == 404
    assert browse("chi").get(address + "?muc=khongco").status_code == 404


def test_nonsense_in_the_address_narrows_nothing(world: World, browse: Browse) -> None:
    dossier = world.submitted()
    address = reverse("queue:list", args=[world.seats["binh"].pk])
    for query in ("?kenh=x&nguoi=1&tu=hom-qua&den=99/99/9999", "?trang=-1", "?trang=٣", "?q=%00%27"):
        page = browse("binh").get(address + query)
        assert page.status_code == 200
        assert (dossier.code in page.content.decode()) == ("q=" not in query)
    told = browse("binh").post(address, {"muc": "receive", "tu": "32/13/2026", "den": "1/12/2099"}, follow=True).content.decode()
    assert "Không lọc theo “32/13/2026”" in told and "đến 1/12/2099" in told


def test_new_work_is_counted_and_the_list_is_left_alone(world: World, browse: Browse) -> None:
    dossier = world.submitted()
    since = clock.now()
    twin(dossier, code="MOI", opened_at=clock.now())
    address = reverse("queue:arrivals", args=[world.seats["binh"].pk])
    ask = {"muc": "receive", "sau": since.isoformat()}
    assert browse("binh").get(address, ask).json() == {"new": 1, "text": "1 hồ sơ mới"}
    assert browse("binh").get(address, ask | {"q": "khongco"}).json()["new"] == 0
    assert browse("binh").get(address, {"muc": "receive", "sau": "x"}).json()["new"] == 0


def test_what_a_page_asks_by_itself_keeps_no_session_alive(world: World, browse: Browse) -> None:
    browser = browse("binh")
    address = reverse("queue:arrivals", args=[world.seats["binh"].pk])
    browser.get(address)
    session = browser.session
    before = session["seen_at"] = session["seen_at"] - 720
    session.save()
    browser.get(address, headers={"portal-background": "1"})
    assert browser.session["seen_at"] == before
    browser.get(address)
    assert browser.session["seen_at"] > before


@pytest.mark.parametrize("number", ["090 123 4567", "079200001234"])
def test_a_person_s_number_stands_in_no_address(world: World, browse: Browse, number: str) -> None:
    address = reverse("queue:list", args=[world.seats["binh"].pk])
    sent = browse("binh").post(address, {"muc": "unit", "q": number})
    digits = number.replace(" ", "")
    assert sent.status_code == 302 and "q=%23" in sent["Location"] and digits not in sent["Location"].replace("+", "")
    page = browse("binh").get(sent["Location"]).content.decode()
    assert digits not in page and "Số đã nhập" in page
    assert browse("binh").get(address, {"muc": "unit", "q": number})["Location"] == sent["Location"]
    # The end of a code is none.
    assert "q=200101-0001" in browse("binh").post(address, {"muc": "unit", "q": "200101-0001"})["Location"]


def test_filters_that_do_not_fit_are_refused_in_words(world: World, browse: Browse) -> None:
    address = f"{reverse('queue:views', args=[world.seats['binh'].pk])}?{urlencode({'muc': 'unit', 'q': 'ễ' * 100})}"
    refused = browse("binh").post(address, {"name": "Dài"})
    assert refused.status_code == 422 and "quá dài" in refused.content.decode()


@pytest.mark.parametrize("query", ["?muc=receive", "?muc=unit", "?muc=receive&q=nguyen+van", "?muc=all&q=nguyen"])
def test_fifty_rows_cost_what_one_does(world: World, browse: Browse, query: str) -> None:
    dossier, browser = world.submitted(), browse("binh")
    address = reverse("queue:list", args=[world.seats["binh"].pk]) + query

    def asked() -> tuple[int, int]:
        return queries(browser, address), browser.get(address).content.count(b"data-row")

    few, one = asked()
    for number in range(52):
        twin(dossier, code=f"H09.21.23.01-200101-{number:04d}", assignee=world.officials["binh"])
    cache.delete(f"desk-choices:{world.seats['binh'].agency_id}")
    many, fifty = asked()
    assert (one, fifty) == (1, 50)
    assert many <= few


def test_a_procedure_is_offered_to_narrow_by_however_far_its_work_lies(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = world.submitted()
    twin(first, code="XA", due=clock.now() + timedelta(days=90))
    Task.objects.filter(dossier__code="XA").update(procedure_code=BIRTH)
    monkeypatch.setattr(narrowing, "MOST_LISTED", 1)
    offered = narrowing.choices(world.seats["binh"].agency_id).procedures
    assert {code for code, _name in offered} == {BIRTH, Task.objects.get(dossier=first).procedure_code}


def test_what_applicants_ask_has_its_tab_and_a_complaint_is_the_head_s(world: World) -> None:
    dossier = world.received()
    questions.ask(dossier.pk, by=world.an, text="Bao giờ xong?")
    complain.complain(dossier.pk, by=world.an, text="Chậm quá.")
    Dossier.objects.filter(pk=dossier.pk).update(state=State.SUPPLEMENT)  # an answer is due whatever the dossier waits for
    assert [(row.step, row.paused) for row in rows(world, "chi", "asked")] == [("Hỏi về hồ sơ", False)]
    assert len(rows(world, "dung", "asked")) == 2
    assert queues.counts(world.seats["chi"], world.officials["chi"]).of["asked"] == 1
    assert rows(world, "mai", "asked") == []


def test_a_clock_that_stands_for_money_is_among_what_waits_for_money(world: World) -> None:
    dossier = world.received()
    dossier.tasks.filter(done_at__isnull=True).update(bucket=Task.Bucket.SUPPLEMENT)
    assert listed(world, "chi", "supplement") == [dossier.code]
    Pause.objects.create(dossier=dossier, ground=queues.OBLIGATION, reason="Chờ nộp thuế", started_at=clock.now())
    assert (listed(world, "chi", "supplement"), listed(world, "chi", "money")) == ([], [dossier.code])
    assert queues.counts(world.seats["chi"], world.officials["chi"]).of["money"] == 1


def test_a_search_that_is_cut_off_says_so(world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    twin(world.submitted(), code="HAI")
    address = reverse("queue:list", args=[world.seats["binh"].pk]) + "?muc=all&q=nguyen"
    assert "chỉ có" not in browse("binh").get(address).content.decode()
    monkeypatch.setattr("dossiers.finding.MOST", 1)
    page = browse("binh").get(address).content
    assert "chỉ có 1 trong số đó" in page.decode() and page.count(b"data-row") == 1


def test_the_dossier_knows_what_comes_before_and_after_it_in_its_list(world: World) -> None:
    first = world.received()
    at = open_task(first).dossier_due_at
    third, second = (twin(first, code=code, due=at + timedelta(days=days)) for code, days in (("BA", 2), ("HAI", 1)))
    who, seat = world.officials["chi"], world.seats["chi"]

    def place(dossier: Dossier, **filters: str) -> tuple[object, ...]:
        found = neighbours.of(dossier, seat, who, "work", Filters(**filters))
        return found.previous, found.following, found.number, found.total

    assert place(first) == (None, second.pk, 1, 3)
    assert place(second) == (first.pk, third.pk, 2, 3)
    assert place(second, text="BA") == (None, third.pk, 0, 0)
    # An act took it out of the tab: what comes next is still a key away.
    second.tasks.update(done_at=clock.now())
    assert place(second) == (first.pk, third.pk, 0, 0)
    found = neighbours.of(second, seat, who, "all", Filters(text="nguyen"))
    assert {found.previous, found.following} - {None} <= {first.pk, third.pk} and found.total == 3
