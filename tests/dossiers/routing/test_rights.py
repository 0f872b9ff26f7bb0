"""(situation, person) → what they may do: the acts of the process, then those of dossiers/rights.py. Nobody else may do anything.

Read it as the law of the desk; a change here is a change of rights.
"""

from collections.abc import Callable
from typing import Any

import pytest

from audit.models import AuditEvent
from common.errors import DomainError
from dossiers import rights
from dossiers.models import Dossier
from dossiers.services import assigning, consult, decide, handle, receive, second_look, transferring, verifying
from dossiers.services.supplement import Item, request_supplement
from dossiers.workspace import open_work
from tests.dossiers.routing.situations import PEOPLE, cast, situations
from tests.dossiers.routing.test_consulting import visit
from tests.world import World

HANDLING = "propose return consult supplement"
DECIDING = "approve return reject"
TABLE: dict[str, dict[str, str]] = {
    "filed": {"binh": "receive refuse | transfer", "dung": " | assign"},
    "received": {
        "chi": f"{HANDLING} | transfer verify",
        "khanh": f"{HANDLING} | transfer verify",
        "dung": " | assign",
    },
    "held by Chi": {"chi": f"{HANDLING} | release transfer verify", "khanh": " | take-over", "dung": " | assign"},
    "Hải is asked": {
        "chi": f"{HANDLING} | release recall-question verify",
        "khanh": " | take-over recall-question",
        "dung": " | assign",
        "hai": "answer-consultation | ",
    },
    "proposed, unread": {"chi": " | recall", "dung": f"{DECIDING} | assign second-look"},
    "proposed, read": {"dung": f"{DECIDING} | assign second-look"},
    "second look asked": {
        "chi": " | take-over",
        "khanh": "answer-consultation | release",
        "dung": f"{DECIDING} | assign recall-question",
    },
    "supplement asked": {"chi": " | release", "khanh": " | take-over", "dung": " | assign"},
    "rejected": {},
}


def test_everybody_may_do_what_the_table_says_in_every_situation(world: World) -> None:
    cast(world)
    found: dict[str, dict[str, str]] = {}
    for name, dossier in situations(world):
        found[name] = {}
        for who in PEOPLE:
            seat, user = world.seats[who], world.officials[who]
            work = open_work(dossier, seat, user)
            beside = rights.acts(dossier, work.task, seat, user)
            told = f"{' '.join(action.key for action in work.actions)} | {' '.join(beside)}"
            if told.strip() != "|":
                found[name][who] = told
    assert found == TABLE


def tries(world: World, dossier: Dossier) -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    """Every act of the table with all that it needs: only the right to do it decides."""
    khanh = world.officials["khanh"]
    asked = dossier.consultations.filter(answered_at__isnull=True).first()
    there = transferring.targets(dossier)[0]
    item = Item(label="Tên", reason="Sai", field_path="ten")
    return {
        "receive": (receive.receive, {}),
        "refuse": (receive.refuse, {"reason": "Sai nơi."}),
        "take": (handle.take, {}),
        "propose": (handle.propose, {"opinion": "Đủ."}),
        "return": (handle.send_back, {"reason": "Thiếu."}),
        "supplement": (request_supplement, {"items": [item]}),
        "consult": (consult.consult, {"question": "Được không?"}),
        "answer-consultation": (consult.answer_consultation, {"agree": True, "answer": ""}),
        "recall-question": (consult.recall_question, {"consultation": asked.pk if asked else None}),
        "approve": (decide.approve, {}),
        "reject": (decide.reject, {"reason": "Không đủ."}),
        "assign": (assigning.assign, {"to": khanh}),
        "release": (assigning.release, {}),
        "take-over": (assigning.take_over, {"reason": "Thay."}),
        "transfer": (transferring.transfer, {"to": there.pk, "reason": "Đúng nơi."}),
        "recall": (transferring.recall, {}),
        "verify": (verifying.verify, visit()),
        "second-look": (second_look.second_look, {"question": "Xem lại.", "to": khanh}),
    }


@pytest.mark.parametrize("situation", ["held by Chi", "second look asked"])
def test_what_the_table_does_not_say_is_refused_and_changes_nothing(world: World, situation: str) -> None:
    cast(world)
    dossier = next(found for name, found in situations(world) if name == situation)
    before = dossier.lock_version, AuditEvent.objects.count(), dossier.tasks.count()
    for act, (service, given) in tries(world, dossier).items():
        for who in PEOPLE:
            said = TABLE[situation].get(who, "").replace("|", " ").split()
            if act in said or act == "take":
                continue
            with pytest.raises(DomainError):
                world.act(service, who, dossier, **given)
    assert (dossier.lock_version, AuditEvent.objects.count(), dossier.tasks.count()) == before
