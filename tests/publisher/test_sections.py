"""Sections of a draft: saved by themselves, met without a collision, taken back one by one; nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest

from audit.models import AuditEvent
from common import clock
from common.errors import NotAllowed, NotFound
from eforms import building
from procedures import sections
from procedures.models import DraftChange, VersionDraft
from procedures.services import drafting, reviewing
from procedures.services.changes import NotOpen
from procedures.services.sections import NothingToTakeBack, SectionConflict, save_section, take_back
from tests.publisher.people import CODE, Publishers


class Desk:
    """One draft; ``save`` as somebody whose page showed revision ``seen`` (the latest when it is not said)."""

    def __init__(self, cast: Publishers) -> None:
        self.cast, self.pk = cast, cast.draft().pk

    @property
    def now(self) -> VersionDraft:
        return VersionDraft.objects.get(pk=self.pk)

    def save(self, section: str, user: Any = None, seen: int | None = None, itself: bool = False, **value: Any) -> VersionDraft:
        by = self.cast.by(user or self.cast.soan)
        return save_section(self.pk, section, value, by=by, seen=self.now.revision if seen is None else seen, itself=itself)

    def back(self, section: str, seen: int | None = None) -> VersionDraft:
        seen = self.now.revision if seen is None else seen
        return take_back(self.pk, section, by=self.cast.by(self.cast.hoa), seen=seen)


@pytest.fixture
def desk(publishers: Publishers) -> Desk:
    return Desk(publishers)


def test_a_section_is_one_change_with_what_was_before(desk: Desk) -> None:
    desk.save("who", who="Mọi người", conditions=["Đủ 18 tuổi"])
    assert (desk.now.content["who"], desk.now.content["conditions"]) == ("Mọi người", ["Đủ 18 tuổi"])
    change = DraftChange.objects.get(draft=desk.pk, revision=2)
    assert (change.act, change.operation["section"], change.before) == ("section", "who", {"who": "Ai cũng được."})
    assert AuditEvent.objects.filter(stream=f"procedure:{CODE}", action="draft-section").count() == 1


def test_what_changes_nothing_leaves_nothing(desk: Desk) -> None:
    desk.save("who", who="Ai cũng được.")
    assert desk.now.revision == 1


def test_a_part_of_another_section_is_no_part_of_this(desk: Desk) -> None:
    for section, value in (("who", {"summary": "x"}), ("form", {"form": {}}), ("khong-co", {})):
        with pytest.raises(NotFound):
            desk.save(section, **value)
    assert desk.now.revision == 1


def test_two_people_in_two_sections_never_meet(desk: Desk) -> None:
    desk.save("who", desk.cast.hoa, seen=1, who="Lời của Hoa")
    desk.save("steps", seen=1, steps=["Nộp", "Chờ", "Nhận"])
    desk.cast.change(desk.now, building.SetTitle("Tờ khai của Hoa"), desk.cast.hoa, seen=1)
    assert (desk.now.content["who"], desk.now.content["steps"][1]) == ("Lời của Hoa", "Chờ")
    assert desk.now.content["form"]["title"] == "Tờ khai của Hoa"


def test_two_parts_of_one_section_both_stand(desk: Desk) -> None:
    desk.save("name", desk.cast.hoa, seen=1, **{"names/vi": "Tên của Hoa"})
    desk.save("name", seen=1, summary="Tóm tắt của Soạn")
    assert (desk.now.content["names"], desk.now.content["summary"]) == ({"vi": "Tên của Hoa", "en": "Trial"}, "Tóm tắt của Soạn")


def test_one_part_changed_by_two_shows_both(desk: Desk) -> None:
    desk.save("name", desk.cast.hoa, seen=1, summary="Lời của Hoa")
    with pytest.raises(SectionConflict) as refused:
        desk.save("name", seen=1, summary="Lời của Soạn")
    assert (refused.value.base["summary"], refused.value.theirs["summary"]) == ("Để thử.", "Lời của Hoa")
    assert (refused.value.revision, desk.now.revision, desk.now.content["summary"]) == (2, 2, "Lời của Hoa")
    desk.save("name", seen=2, summary="Lời của Soạn")
    assert desk.now.content["summary"] == "Lời của Soạn"


def test_the_same_words_from_two_are_no_conflict(desk: Desk) -> None:
    desk.save("name", desk.cast.hoa, seen=1, summary="Một lời")
    desk.save("name", seen=1, summary="Một lời")
    assert desk.now.revision == 2


def test_saves_are_taken_back_one_by_one_and_leave_the_others(desk: Desk) -> None:
    desk.save("name", summary="Một")
    desk.save("who", who="Mọi người")
    desk.save("name", summary="Hai")
    for expected in ("Một", "Để thử."):
        desk.back("name")
        assert (desk.now.content["summary"], desk.now.content["who"]) == (expected, "Mọi người")
    with pytest.raises(NothingToTakeBack):
        desk.back("name")


def test_what_a_page_saved_by_itself_in_a_row_is_taken_back_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.save("name", summary="Cũ")
    for words in ("M", "Mộ", "Một"):
        desk.save("name", itself=True, summary=words)
    desk.back("name")
    assert desk.now.content["summary"] == "Cũ"
    later = clock.now() + timedelta(hours=2)
    desk.save("name", itself=True, summary="Sáng")
    monkeypatch.setattr(clock, "now", lambda: later)
    desk.save("name", itself=True, summary="Chiều")
    desk.back("name")
    assert desk.now.content["summary"] == "Sáng", "the morning's work is not the afternoon's"


def test_taking_back_what_somebody_changed_since_is_refused(desk: Desk) -> None:
    desk.save("name", summary="Một")
    desk.save("name", desk.cast.hoa, summary="Hai")
    with pytest.raises(SectionConflict):
        desk.back("name", seen=2)
    assert desk.now.content["summary"] == "Hai"


def test_the_form_is_taken_back_apart(desk: Desk) -> None:
    desk.cast.change(desk.now, building.SetTitle("Tờ khai mới"))
    desk.save("name", summary="Một")
    drafting.undo(desk.pk, by=desk.cast.by(desk.cast.soan), seen=desk.now.revision)
    assert (desk.now.content["form"]["title"], desk.now.content["summary"]) == ("Tờ khai thử", "Một")
    desk.back("name")
    assert desk.now.content["summary"] == "Để thử."


def test_a_draft_that_stands_still_and_a_seat_that_judges(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.save("name", desk.cast.duyet, summary="Khác")
    desk.save("name", summary="Một")
    reviewing.submit(desk.pk, by=desk.cast.by(desk.cast.soan), seen=2)
    with pytest.raises(NotOpen):
        desk.save("name", summary="Hai")
    assert desk.now.content["summary"] == "Một"


def test_every_part_of_the_content_has_one_section() -> None:
    owned = [part for section in sections.SECTIONS for part in section.parts]
    assert len(owned) == len(set(owned))
    for path, section in (
        ("papers/chung-sinh", "papers"),
        ("names/en", "english"),
        ("limit/value", "limit"),
        ("form/c1", "form"),
        ("", "name"),
    ):
        assert sections.section_of(path) == section
