"""A question marked ``unique``: one answer, one dossier of the procedure; who ends without a result gives it back."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from common.actors import SYSTEM
from common.errors import Incomplete
from dossiers import unique
from dossiers.loaded import load
from dossiers.models import Dossier, Draft, UniqueAnswer
from dossiers.services import drafting, receive
from dossiers.services.submit import submit
from eforms import paths
from procedures.services.publish import publish
from tests.world import PERMIT, World

FIELD = "nyc.dienThoai"
OTHER = "0987654321"


@pytest.fixture
def once(world: World) -> World:
    """The permit, with one question whose answer no two dossiers may share."""
    version, _offering = world.place(PERMIT)
    content = copy.deepcopy(version.content)
    question = next(found for found in _components(content["form"]) if found.get("key") == FIELD)
    question["unique"] = True
    publish(PERMIT, content, by=SYSTEM, effective_from=version.publication.effective_from, decision="Thử")
    return world


def _components(node: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for child in node.get("components", ()):
        yield child
        yield from _components(child)


def file(draft: Draft) -> Dossier:
    """Submit it as its owner."""
    return submit(draft.pk, by=draft.owner, key=draft.submit_key, declared=True)


def test_the_second_with_the_same_answer_is_told_and_files_once_the_first_was_refused(once: World) -> None:
    first = file(once.draft())
    second = once.draft(owner=once.lan)
    question = load(second.version_id).form.field(FIELD)
    assert question is not None and FIELD not in {"", *second.pages_done}
    _draft, outcome = drafting.save_page(second.pk, once.lan, page=question.page, typed=second.answers)
    assert (FIELD, "unique") in {(error.path, error.rule) for error in outcome.errors}
    with pytest.raises(Incomplete):
        file(second)
    once.act(receive.refuse, "binh", first, reason="Thửa đất ở địa bàn khác.")
    assert file(second).unique_answers.count() == 1


def test_of_two_that_looked_at_the_same_time_the_database_takes_one(once: World) -> None:
    first = file(once.draft())
    other = Dossier.objects.get(pk=first.pk)
    other.pk, other.code, other.draft = None, "H09.21.23.01-261123-9999", None
    other.answers = copy.deepcopy(first.answers)
    paths.put(other.answers, ("nyc", "dienThoai"), OTHER)
    other.save(force_insert=True)
    unique.claim(other, load(first.version_id))
    other.answers = first.answers
    with pytest.raises(Incomplete, match="hồ sơ khác"):
        unique.claim(other, load(first.version_id))


def test_what_is_held_is_no_answer_and_ones_own_is_not_in_the_way(once: World) -> None:
    filed = file(once.draft())
    unique.claim(filed, load(filed.version_id))
    held = UniqueAnswer.objects.get()
    assert held.dossier == filed and str(paths.get(filed.answers, ("nyc", "dienThoai"))) not in held.digest
    assert not unique.is_taken(filed.version_id, FIELD, paths.get(filed.answers, ("nyc", "dienThoai")), beside=filed)
