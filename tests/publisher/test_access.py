"""Who reaches which procedure and draft: the agencies that handle it decide; everything else does not exist."""

import uuid

import pytest

from common.errors import NotFound
from procedures import access, worklist
from tests.procedures.makers import procedure
from tests.publisher.people import CODE, Publishers

ELSEWHERE = "9.000002"


def test_a_version_belongs_to_whoever_stands_above_all_that_handle_it(publishers: Publishers) -> None:
    reached = {seat: access.procedures_within(seat) for seat in (publishers.author_seat, publishers.ward_seat)}
    assert [list(rows.values_list("code", flat=True)) for rows in reached.values()] == [[CODE], [CODE]]
    publishers.offer(publishers.version.procedure, publishers.province)
    assert access.procedure_for(publishers.author_seat, CODE).code == CODE
    with pytest.raises(NotFound):
        access.procedure_for(publishers.ward_seat, CODE)


def test_what_nobody_handles_is_the_root_s(publishers: Publishers) -> None:
    procedure(ELSEWHERE)
    assert access.procedure_for(publishers.approver_seat, ELSEWHERE).code == ELSEWHERE
    with pytest.raises(NotFound):
        access.procedure_for(publishers.ward_seat, ELSEWHERE)


def test_drafts_and_versions_follow_their_procedure(publishers: Publishers) -> None:
    draft = publishers.draft()
    assert access.draft_for(publishers.ward_seat, draft.pk) == draft
    publishers.offer(publishers.version.procedure, publishers.province)
    for seat in (publishers.ward_seat, publishers.clerk_seat):
        with pytest.raises(NotFound):
            access.draft_for(seat, draft.pk)
        with pytest.raises(NotFound):
            access.version_for(seat, publishers.version.pk)
        assert not worklist.drafts(seat, "draft").exists()
        assert worklist.counts(seat) == {}
    with pytest.raises(NotFound):
        access.draft_for(publishers.author_seat, uuid.uuid4())


def test_a_gatekeeper_asks_once(publishers: Publishers, django_assert_num_queries) -> None:
    draft = publishers.draft()
    for seat in (publishers.author_seat, publishers.ward_seat):
        with django_assert_num_queries(1):
            found = access.draft_for(seat, draft.pk)
            assert (found.procedure.code, str(found.updated_by), found.based_on) == (CODE, "Hà Minh Soạn", publishers.version)
