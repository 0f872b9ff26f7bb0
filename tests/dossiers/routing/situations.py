"""One dossier in every situation that the tables of rights speak of; each goes on from the one before."""

from collections.abc import Iterator

from agencies.models import Agency
from common.actors import SYSTEM
from dossiers.models import Dossier
from dossiers.services import consult, decide, handle, receive, second_look
from dossiers.services.supplement import Item, request_supplement
from dossiers.services.view import log_view
from procedures.services.offer import offer
from procedures.terms import Terms
from tests.dossiers.routing import made
from tests.world import World

PEOPLE = ("binh", "chi", "khanh", "dung", "giang", "hai", "phuong", "son", "mai", "tri", "thu", "duyet")
OFFICE = {"key": "office", "agency": {"named": made.OFFICE}, "role": "handler", "limit": "1wd", "silence": "wait"}


def steps() -> list[made.Step]:
    """Receive, handle with a question and a supplement, approve."""
    found = made.plain(consult=OFFICE, share=0.5)
    found[1]["actions"] += [made.to("consult", "handle"), made.to("supplement", "handle", requires=["items"])]
    return found


def cast(world: World) -> None:
    """Khánh is Chi's colleague; Phương and Sơn are handler and leader of another ward that handles the procedure too."""
    made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    made.hire(world, "phuong", "Mai Lan Phương", made.NEXT_WARD, "handler")
    made.hire(world, "son", "Tạ Trường Sơn", made.NEXT_WARD, "leader")


def situations(world: World) -> Iterator[tuple[str, Dossier]]:
    """(name, the dossier as it then is)."""
    offering = made.offered(steps())
    there, desk = Agency.objects.get(code=made.NEXT_WARD), Agency.objects.get(code=made.NEXT_DESK)
    offer(made.CODE, desk, there, Terms("full"), by=SYSTEM)
    dossier = made.filed_at(world, offering)
    yield "filed", dossier
    world.act(receive.receive, "binh", dossier)
    yield "received", dossier
    world.act(handle.take, "chi", dossier)
    yield "held by Chi", dossier
    world.act(consult.consult, "chi", dossier, question="Phù hợp không?")
    yield "Hải is asked", dossier
    world.act(consult.answer_consultation, "hai", dossier, agree=True, answer="")
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    yield "proposed, unread", dossier
    log_view(dossier, by=world.officials["dung"], seat=world.seats["dung"])
    yield "proposed, read", dossier
    world.act(second_look.second_look, "dung", dossier, question="Xem lại.", to=world.officials["khanh"])
    yield "second look asked", dossier
    world.act(consult.answer_consultation, "khanh", dossier, agree=True, answer="")
    world.act(handle.send_back, "dung", dossier, reason="Thiếu căn cứ.")
    world.act(request_supplement, "chi", dossier, items=[Item(label="Tên", reason="Sai", field_path="ten")])
    yield "supplement asked", dossier
    world.answered(dossier, {"ten": "An Nguyễn"})
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    world.act(decide.reject, "dung", dossier, reason="Không đủ điều kiện.")
    yield "rejected", dossier
