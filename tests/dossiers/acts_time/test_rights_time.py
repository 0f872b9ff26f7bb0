"""(situation, person) → the acts on time, ends, paper and questions that they may do. Nobody else may do anything.

Read it as the law of the desk; a change here is a change of rights.
"""

from collections.abc import Callable

import pytest

from dossiers import rights_time
from dossiers.models import Dossier
from dossiers.services import complain, decide, extend, handing_over, originals, questions, receive, stop
from dossiers.services.supplement import Item, request_supplement
from tests.dossiers.acts_time.test_promises import working_day_after
from tests.world import World

PAPER = "take-originals"
SHEET = "print-control-sheet"
TABLE: dict[str, dict[str, str]] = {
    "filed": {"binh": f"late-entry {PAPER}", "chi": PAPER, "giang": PAPER},
    "received": {
        "binh": f"{PAPER} {SHEET}",
        "chi": f"ask-extension ask-stop {PAPER} {SHEET}",
        "giang": f"{PAPER} {SHEET}",
        "dung": f"extend stop {SHEET}",
    },
    "asked the leader": {
        "binh": f"{PAPER} {SHEET}",
        "chi": f"{PAPER} {SHEET}",
        "giang": f"{PAPER} {SHEET}",
        "dung": f"decide-request {SHEET}",
    },
    "extended, asked, complained, holding paper": {
        "binh": f"answer-question {PAPER} move-originals return-originals {SHEET}",
        "chi": f"ask-stop answer-question {PAPER} move-originals return-originals {SHEET}",
        "giang": f"answer-question {PAPER} move-originals return-originals {SHEET}",
        "dung": f"stop answer-question answer-complaint {SHEET}",
    },
    "supplemented once": {
        "binh": f"{PAPER} {SHEET}",
        "chi": f"ask-extension ask-stop ask-second-supplement {PAPER} {SHEET}",
        "giang": f"{PAPER} {SHEET}",
        "dung": f"extend stop {SHEET}",
    },
    "rejected": {"binh": SHEET, "chi": SHEET, "giang": SHEET, "dung": f"reopen {SHEET}"},
    "refused": {"dung": "reopen"},
    "issued": {
        "binh": f"send-by-post {PAPER} {SHEET}",
        "chi": f"correct-result {PAPER} {SHEET}",
        "giang": f"correct-result {PAPER} {SHEET}",
        "dung": f"revoke-result {SHEET}",
    },
    "posted": {
        "binh": f"post-returned {PAPER} {SHEET}",
        "chi": f"correct-result {PAPER} {SHEET}",
        "giang": f"correct-result {PAPER} {SHEET}",
        "dung": f"revoke-result {SHEET}",
    },
}


def asked(world: World) -> Dossier:
    dossier = world.received()
    world.act(stop.ask_stop, "chi", dossier, reason="Tranh chấp")
    return dossier


def busy(world: World) -> Dossier:
    dossier = world.received()
    world.act(extend.extend, "dung", dossier, reason="Chờ đo", until=working_day_after(dossier))
    questions.ask(dossier.pk, by=world.an, text="Bao giờ xong?")
    complain.complain(dossier.pk, by=world.an, text="Trễ hẹn")
    world.act(originals.take_originals, "binh", dossier, papers=[originals.Paper("Sổ đỏ")])
    return dossier


def supplemented(world: World) -> Dossier:
    dossier = world.received()
    item = Item(label="Bản vẽ", reason="Thiếu mặt cắt", paper_key="ban-ve")
    world.act(request_supplement, "chi", dossier, items=[item])
    return world.answered(dossier, {}, "ban-ve")


def rejected(world: World) -> Dossier:
    dossier = world.proposed()
    world.act(decide.reject, "dung", dossier, reason="Ngoài quy hoạch")
    return dossier


def refused(world: World) -> Dossier:
    dossier = world.submitted()
    world.act(receive.refuse, "binh", dossier, reason="Sai địa bàn")
    return dossier


def posted(world: World) -> Dossier:
    dossier = world.issued()
    world.act(handing_over.send_by_post, "binh", dossier, tracking_code="EE1VN", address="Phú Cường")
    return dossier


# Each begins with what was kept of the world's stages, so that none pays for the others.
SITUATIONS: dict[str, Callable[[World], Dossier]] = {
    "filed": World.submitted,
    "received": World.received,
    "asked the leader": asked,
    "extended, asked, complained, holding paper": busy,
    "supplemented once": supplemented,
    "rejected": rejected,
    "refused": refused,
    "issued": World.issued,
    "posted": posted,
}


def test_every_situation_of_the_table_is_made() -> None:
    assert set(TABLE) == set(SITUATIONS)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_everybody_may_do_what_the_table_says(world: World, situation: str) -> None:
    dossier = SITUATIONS[situation](world)
    found = {}
    for who, seat in world.seats.items():
        tasks = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True)
        acts = rights_time.acts(dossier, tasks.first(), seat, world.officials[who])
        if acts:
            found[who] = " ".join(acts)
    assert found == TABLE[situation]
