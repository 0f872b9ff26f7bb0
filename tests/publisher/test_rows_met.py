"""Soạn and Hoa write different rows of one section at once: neither is refused; the same row shows both texts."""

from typing import Any

import pytest

from procedures.models import VersionDraft
from procedures.rowmerge import Apart, together
from procedures.services import drafting
from procedures.services.sections import SectionConflict, save_section, take_back
from tests.publisher.people import Publishers
from tests.publisher.test_editor import PAPER, Editor


def named(*rows: str) -> list[dict[str, str]]:
    """Rows whose name is their first letter: "a1" is row a, changed."""
    return [{"key": row[0], "said": row} for row in rows]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "made"),
    [
        ("a b c", "a1 b c", "a b c2", "a1 b c2"),
        ("a b c", "a b c d", "a b c e", "a b c e d"),
        ("a b c", "b c", "a b c2", "b c2"),
        ("a b c", "c a b", "a b2 c d", "c d a b2"),
        ("a b c", "a b2 c d", "c a b", "c d a b2"),
        ("a b c", "c", "a b c d", "c d"),
        ("a", "a d", "a d", "a d"),
        ("a b c", "a1 b c", "a2 b c", None),
        ("a b", "b", "a2 b", None),
        ("a b c", "c a b", "b a c", None),
        ("a", "a d1", "a d2", None),
    ],
)
def test_two_edits_of_one_list(base: str, mine: str, theirs: str, made: str | None) -> None:
    sides = [named(*side.split()) for side in (base, mine, theirs)]
    if made is None:
        with pytest.raises(Apart):
            together(*sides, "key")
        return
    assert together(*sides, "key") == named(*made.split())


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "made"),
    [
        ("x y z", "x Y z", "x y z w", "x Y z w"),
        ("x y", "x y q", "p x y", "p x y q"),
        ("", "a", "b", "b a"),
        ("x y z", "X y z", "y z", None),
    ],
)
def test_rows_without_a_name_are_followed_by_what_they_say(base: str, mine: str, theirs: str, made: str | None) -> None:
    sides = [side.split() for side in (base, mine, theirs)]
    if made is None:
        with pytest.raises(Apart):
            together(*sides)
    else:
        assert together(*sides) == made.split()


def test_mine_stands_where_both_meet_when_that_is_asked() -> None:
    assert together(named("a", "b"), named("a1", "b"), named("a2", "b2"), "key", mine_wins=True) == named("a1", "b2")


@pytest.fixture
def editor(publishers: Publishers) -> Editor:
    return Editor(publishers)


def papers(editor: Editor, *names: str) -> int:
    """The draft with these papers; the revision after."""
    rest = {"originals": 1, "copies": 0, "required": True, "accept": ["pdf"]}
    rows = [{"key": name.lower(), "name": name, **rest} for name in names]
    by = editor.cast.by(editor.cast.soan)
    return save_section(editor.pk, "papers", {"papers": rows}, by=by, seen=editor.now.revision).revision


def by_hoa(editor: Editor, seen: int, section: str = "papers", **value: Any) -> VersionDraft:
    return save_section(editor.pk, section, value, by=editor.cast.by(editor.cast.hoa), seen=seen)


def test_another_row_is_no_refusal_and_the_page_goes_on_where_its_row_is(editor: Editor) -> None:
    seen = papers(editor, "Mot", "Hai", "Ba")
    held = editor.content["papers"]
    by_hoa(editor, seen, papers=[{**held[0], "key": "khong", "name": "Khong"}, held[0] | {"note": "Của Hoa"}, *held[1:]])
    typed = PAPER | {"o-name": "Ba của Soạn", "o-accept": ["pdf"]}
    answer = editor.send("papers", 3, name="row-autosave", seen=seen, **typed).json()
    assert (answer["at"], answer["action"]) == (editor.at("papers", 4, name="row-autosave"), editor.at("papers", 4, name="row"))
    assert [one["name"] for one in editor.content["papers"]] == ["Khong", "Mot", "Hai", "Ba của Soạn"]
    assert editor.content["papers"][1]["note"] == "Của Hoa"
    stays = editor.send("papers", 4, name="row", seen=answer["seen"], **typed | {"o-note": "Nữa", "viec": "stay"})
    assert stays.url == editor.at("papers", 4, name="row")
    assert editor.content["papers"][3]["note"] == "Nữa"


def test_the_same_row_shows_both_texts_and_keeps_what_was_typed(editor: Editor) -> None:
    seen = papers(editor, "Mot", "Hai")
    held = editor.content["papers"]
    by_hoa(editor, seen, papers=[held[0] | {"name": "Mot của Hoa"}, held[1] | {"note": "Của Hoa"}])
    answer = editor.send("papers", 1, name="row", seen=seen, **PAPER | {"o-name": "Mot của Soạn", "o-accept": ["pdf"]})
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Họ đã sửa", "Mot của Hoa", 'value="Mot của Soạn"'):
        assert words in page
    assert [one["name"] for one in editor.content["papers"]] == ["Mot của Hoa", "Hai"]


def test_rows_of_one_page_meet_when_they_are_saved_not_while_one_types(editor: Editor) -> None:
    first = editor.send("steps", **editor.rows("steps", {"text": "Nộp"}, {"text": "Chờ"}, {"text": "Nhận"}))
    assert first.status_code == 302
    seen = editor.now.revision
    by_hoa(editor, seen, "steps", steps=["Nộp", "Chờ", "Nhận", "Đánh giá"])
    typed = editor.rows("steps", {"text": "Nộp hồ sơ"}, {"text": "Chờ"}, {"text": "Nhận"}, {})
    assert editor.send("steps", name="autosave", seen=seen, **typed).status_code == 409, "the page does not show the fourth row"
    assert editor.send("steps", seen=seen, **typed).status_code == 302
    assert editor.content["steps"] == ["Nộp hồ sơ", "Chờ", "Nhận", "Đánh giá"]


def test_a_conflict_in_one_row_takes_the_other_rows_over(editor: Editor) -> None:
    editor.send("steps", **editor.rows("steps", {"text": "Nộp"}, {"text": "Chờ"}))
    seen = editor.now.revision
    by_hoa(editor, seen, "steps", steps=["Nộp ở quầy", "Chờ", "Nhận"])
    answer = editor.send("steps", seen=seen, **editor.rows("steps", {"text": "Nộp ở phường"}, {"text": "Chờ"}, {}))
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Nộp ở quầy", "Nộp ở phường</textarea>", "Nhận</textarea>"):
        assert words in page


def test_bodies_of_another_part_and_other_english_texts_meet_too(editor: Editor) -> None:
    base = {"deciding": [{"name": "Một"}], "executing": [{"name": "Hai"}]}
    seen = by_hoa(editor, editor.now.revision, "authority", agencies=base).revision
    by_hoa(editor, seen, "authority", agencies=base | {"deciding": [{"name": "Một", "level": "xa"}]})
    mine = base | {"executing": [{"name": "Hai"}, {"name": "Ba"}]}
    save_section(editor.pk, "authority", {"agencies": mine}, by=editor.cast.by(editor.cast.soan), seen=seen)
    assert editor.content["agencies"] == {
        "deciding": [{"name": "Một", "level": "xa"}],
        "executing": [{"name": "Hai"}, {"name": "Ba"}],
    }
    seen = editor.now.revision
    by_hoa(editor, seen, "english", **{"translations/en": {"summary": "Hers"}})
    save_section(editor.pk, "english", {"translations/en": {"who": "His"}}, by=editor.cast.by(editor.cast.soan), seen=seen)
    assert editor.content["translations"]["en"] == {"summary": "Hers", "who": "His"}
    with pytest.raises(SectionConflict):
        save_section(
            editor.pk, "english", {"translations/en": {"summary": "Mine"}}, by=editor.cast.by(editor.cast.soan), seen=seen
        )


def test_taking_a_section_back_leaves_a_case_s_form_as_it_is(editor: Editor) -> None:
    by = editor.cast.by(editor.cast.soan)
    cases = [{"code": "a", "name": "Một"}, {"code": "b", "name": "Hai"}]
    save_section(editor.pk, "cases", {"cases": cases}, by=by, seen=editor.now.revision)
    renamed = [{"code": "a", "name": "Một khác"}, cases[1]]
    save_section(editor.pk, "cases", {"cases": renamed}, by=by, seen=editor.now.revision)
    drafting.own_form(editor.pk, "a", by=by, seen=editor.now.revision)
    take_back(editor.pk, "cases", by=by, seen=editor.now.revision)
    first = editor.content["cases"][0]
    assert (first["name"], first["form"]["title"]) == ("Một", "Tờ khai thử")
