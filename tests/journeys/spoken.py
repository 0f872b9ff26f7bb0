"""A dossier that people have spoken about: what the stage shows of questions, originals, collectors and requests."""

from datetime import timedelta

from common import clock
from dossiers.models import Dossier
from dossiers.services import collectors, originals, questions, stop
from tests.world import World


def spoken_of(world: World) -> Dossier:
    """With a question answered and one that waits, an original, somebody who collects, a request to the leader."""
    dossier = world.received()
    first = questions.ask(dossier.pk, by=world.an, text="Tôi có phải nộp thêm bản vẽ móng không?")
    world.act(questions.answer_question, "chi", dossier, question=first.pk, answer="Không, bản vẽ đã đủ.")
    questions.ask(dossier.pk, by=world.an, text="Khi nào cán bộ đến đo?")
    world.act(originals.take_originals, "binh", dossier, papers=[originals.Paper("Giấy chứng nhận quyền sử dụng đất")])
    until = clock.today() + timedelta(days=30)
    collectors.name_collector(dossier.pk, by=world.an, name="Lê Thị Hoa", identity_number="079190001234", until=until)
    world.act(stop.ask_stop, "chi", dossier, reason="Tòa án đang giải quyết tranh chấp thửa đất.")
    return dossier
