"""A version comes into force whole, replaces the one before, never changes, and leaves its trace."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from audit.models import AuditEvent
from common.actors import SYSTEM
from common.errors import NotFound
from procedures import selectors
from procedures.content import BadContent
from procedures.models import ProcedureVersion, Publication, SearchEntry
from procedures.services.publish import publish
from tests.procedures.makers import content, procedure, published

pytestmark = pytest.mark.django_db
CODE = "9.000001"


def test_a_version_is_published_with_its_search_entry_and_audit_row() -> None:
    version = published(CODE, "Đăng ký nuôi ong")
    assert selectors.published(CODE) == version
    assert (version.number, version.name, len(version.content_hash)) == (1, "Đăng ký nuôi ong", 64)
    assert SearchEntry.objects.get(procedure__code=CODE).folded_title == "dang ky nuoi ong"
    event = AuditEvent.objects.get(stream=f"procedure:{CODE}")
    assert (event.action, event.data["version"], event.data["hash"]) == ("publish", str(version.pk), version.content_hash)


def test_publishing_the_same_again_changes_nothing() -> None:
    first = published(CODE)
    assert published(CODE) == first
    assert ProcedureVersion.objects.count() == Publication.objects.count() == AuditEvent.objects.count() == 1


def test_a_new_version_supersedes_and_the_old_one_stays_readable() -> None:
    old = published(CODE)
    new = published(CODE, summary="Lời mới.")
    assert new.number == 2
    assert selectors.published(CODE) == new
    assert selectors.version(old.pk).publication.status == Publication.Status.SUPERSEDED
    assert selectors.standing(CODE).version_id == new.pk
    assert SearchEntry.objects.count() == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_version(change: str) -> None:
    version = published(CODE)
    rows = ProcedureVersion.objects.filter(pk=version.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(name="khác") if change == "update" else rows._raw_delete(rows.db)
    assert ProcedureVersion.objects.get(pk=version.pk).name == "Thủ tục thử"


def test_two_versions_are_never_in_force_together() -> None:
    old = published(CODE)
    published(CODE, summary="Lời mới.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(version=old).update(status=Publication.Status.PUBLISHED)


def test_what_is_refused_leaves_nothing() -> None:
    procedure(CODE)
    with pytest.raises(BadContent):
        publish(CODE, content(results=[]), by=SYSTEM, effective_from=date(2026, 1, 1), decision="")
    with pytest.raises(NotFound):
        publish("9.999999", content(), by=SYSTEM, effective_from=date(2026, 1, 1), decision="")
    assert not ProcedureVersion.objects.exists()
    assert not AuditEvent.objects.exists()
    with pytest.raises(NotFound):
        selectors.published(CODE)


def test_publishing_anew_opens_a_stopped_intake(django_assert_num_queries) -> None:
    old = published(CODE)
    Publication.objects.filter(version=old).update(status=Publication.Status.INTAKE_STOPPED)
    new = published(CODE, summary="Lời mới.")
    assert selectors.version(old.pk).publication.status == Publication.Status.SUPERSEDED
    with django_assert_num_queries(1):
        assert selectors.standing(CODE).version_id == new.pk


def test_a_stopped_intake_is_still_shown_but_not_offered() -> None:
    version = published(CODE)
    Publication.objects.filter(version=version).update(status=Publication.Status.INTAKE_STOPPED)
    assert selectors.standing(CODE).status == "intake-stopped"
    with pytest.raises(NotFound):
        selectors.published(CODE)
