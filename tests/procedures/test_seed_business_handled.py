"""Two processes of the business half at the desk: land waits for the tax, its clock stopped; a permit climbs three desks."""

from datetime import timedelta

import pytest
import time_machine

from common import clock
from common.errors import NotAllowed
from dossiers.services import consult, decide, handle, issue
from tests.land import LAND, TREE, propose, received
from tests.world import World


def test_the_clock_stands_still_while_the_tax_is_reckoned_and_paid(town: World) -> None:
    dossier = received(town, LAND, ("hop-dong", "gcn-goc", "chung-giay"), case="chuyen-quyen")
    assert dossier.limit == "17.5wd"
    promised = dossier.due_at
    town.act(handle.forward, "nga", dossier, opinion="Đủ điều kiện, chuyển thông tin sang thuế.")
    assert (dossier.step, dossier.pauses.get(ended_at=None).ground) == ("tax", "financial-obligation")
    with pytest.raises(NotAllowed):
        town.act(handle.propose, "nga", dossier, opinion="Chưa nộp thuế.")

    town.act(consult.consult, "nga", dossier, question="Đã nộp đủ chưa?")
    with time_machine.travel(clock.now() + timedelta(days=14), tick=False):
        town.act(consult.answer_consultation, "quy", dossier, agree=True, answer="Đã nộp đủ.")
        propose(town, "nga", dossier, "Đã hoàn thành nghĩa vụ tài chính.")
        assert (dossier.step, dossier.supplements.count(), dossier.pauses.filter(ended_at=None).count()) == ("approve", 0, 0)
        assert timedelta(days=9) < dossier.due_at - promised < timedelta(days=30)
        town.act(decide.approve, "phong", dossier)
    assert dossier.step == "number"


def test_a_permit_climbs_from_the_division_to_the_district(town: World) -> None:
    dossier = received(town, TREE, ("so-do", "anh"))
    propose(town, "hai", dossier)
    town.act(decide.approve, "hoa", dossier)
    assert (dossier.step, dossier.holder.code) == ("approve", "H09.21")
    town.act(decide.approve, "long", dossier)
    town.act(issue.number, "my", dossier)
    assert dossier.step == "sign"
