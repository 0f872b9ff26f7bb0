"""(situation, person) → the acts on time, ends, paper and questions that they may do. Nobody else may do anything.

Read it as the law of the desk; a change here is a change of rights.
"""

from collections.abc import Iterator

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
        "dung": SHEET,
    },
    "posted": {
        "binh": f"post-returned {PAPER} {SHEET}",
        "chi": f"correct-result {PAPER} {SHEET}",
        "giang": f"correct-result {PAPER} {SHEET}",
        "dung": SHEET,
    },
}


def situations(world: World) -> Iterator[tuple[str, Dossier]]:
    filed = world.submitted()
    yield "filed", filed
    received = world.received()
    yield "received", received
    world.act(stop.ask_stop, "chi", received, reason="Tranh chấp")
    yield "asked the leader", received
    busy = world.received()
    world.act(extend.extend, "dung", busy, reason="Chờ đo", until=working_day_after(busy))
    questions.ask(busy.pk, by=world.an, text="Bao giờ xong?")
    complain.complain(busy.pk, by=world.an, text="Trễ hẹn")
    world.act(originals.take_originals, "binh", busy, papers=[originals.Paper("Sổ đỏ")])
    yield "extended, asked, complained, holding paper", busy
    once = world.received()
    item = Item(label="Bản vẽ", reason="Thiếu mặt cắt", paper_key="ban-ve")
    world.act(request_supplement, "chi", once, items=[item])
    world.answered(once, {}, "ban-ve")
    yield "supplemented once", once
    rejected = world.proposed()
    world.act(decide.reject, "dung", rejected, reason="Ngoài quy hoạch")
    yield "rejected", rejected
    world.act(receive.refuse, "binh", filed, reason="Sai địa bàn")
    yield "refused", filed
    issued = world.issued()
    yield "issued", issued
    world.act(handing_over.send_by_post, "binh", issued, tracking_code="EE1VN", address="Phú Cường")
    yield "posted", issued


def test_everybody_may_do_what_the_table_says_in_every_situation(world: World) -> None:
    found: dict[str, dict[str, str]] = {}
    for name, dossier in situations(world):
        found[name] = {}
        for who, seat in world.seats.items():
            tasks = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True)
            acts = rights_time.acts(dossier, tasks.first(), seat, world.officials[who])
            if acts:
                found[name][who] = " ".join(acts)
    assert found == TABLE
