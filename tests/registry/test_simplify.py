"""A proposal from the first word to the version that carries it out."""

import pytest
from django.db import IntegrityError, transaction

from common.errors import EmptyReason, NotAllowed, NotFound
from procedures.models import CostSheet, Proposal
from procedures.services import simplify
from procedures.services.simplify import Suggested
from tests.procedures.makers import published
from tests.publisher.people import CODE, Publishers

CUT = Suggested("paper", "Bỏ giấy tờ thừa", "Không ai nộp.", "papers/thua", minutes=30, money=5_000, cases_a_year=1_000)


def proposed(cast: Publishers) -> Proposal:
    return simplify.propose(cast.version.procedure, CUT, by=cast.by(cast.soan))


def test_the_saving_is_time_and_money_of_a_year(publishers: Publishers) -> None:
    made = proposed(publishers)
    made.hour = 60_000
    assert (made.saved_hours, made.saved_money) == (500, 35_000_000)


def test_the_way_to_the_version(publishers: Publishers) -> None:
    made = proposed(publishers)
    chief = publishers.by(publishers.duyet)
    simplify.decide(made.pk, "considered", by=chief)
    simplify.decide(made.pk, "accepted", by=chief, decision="Quyết định 5/QĐ-UBND")
    done = simplify.carried_out(made.pk, published(CODE, "Thủ tục thử, gọn hơn"), by=publishers.by(publishers.soan))
    assert (done.status, done.done_in.number, done.decision) == ("done", 2, "Quyết định 5/QĐ-UBND")
    with pytest.raises(simplify.NotNext):
        simplify.decide(made.pk, "rejected", by=chief, note="Thôi")


def test_refusals_leave_it_as_it_was(publishers: Publishers) -> None:
    made = proposed(publishers)
    chief = publishers.by(publishers.duyet)
    with pytest.raises(EmptyReason):
        simplify.decide(made.pk, "rejected", by=chief)
    with pytest.raises(NotAllowed):
        simplify.decide(made.pk, "accepted", by=publishers.by(publishers.soan))
    own = type(chief)(**{**chief.__dict__, "user_id": publishers.soan.pk})
    with pytest.raises(simplify.OwnProposal):
        simplify.decide(made.pk, "accepted", by=own)
    with pytest.raises(simplify.NotNext):
        simplify.carried_out(made.pk, publishers.version, by=chief)
    with pytest.raises(EmptyReason):
        simplify.propose(publishers.version.procedure, Suggested("other", "", "x"), by=chief)
    made.refresh_from_db()
    assert (made.status, Proposal.objects.count()) == ("proposed", 1)


def test_another_procedures_version_is_no_proof(publishers: Publishers) -> None:
    made = proposed(publishers)
    simplify.decide(made.pk, "accepted", by=publishers.by(publishers.duyet))
    with pytest.raises(NotFound):
        simplify.carried_out(made.pk, published("9.000002", "Thủ tục khác"), by=publishers.by(publishers.soan))


def test_the_database_keeps_a_done_proposal_with_its_version(publishers: Publishers) -> None:
    made = proposed(publishers)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(status="done")


def test_a_sheet_says_where_the_price_of_an_hour_comes_from(publishers: Publishers, settings) -> None:
    by = publishers.by(publishers.soan)
    own = {"cases_a_year": 10, "note": ""}
    first = simplify.keep_sheet(publishers.version, [], by=by, labour_hour=settings.LABOUR_HOUR, **own)
    second = simplify.keep_sheet(publishers.version, [], by=by, labour_hour=70_000, **own)
    assert first.labour_source == settings.LABOUR_HOUR_SOURCE
    assert second.labour_source == "Người tính tự nhập"
    assert CostSheet.objects.filter(procedure=publishers.version.procedure).first() == second
