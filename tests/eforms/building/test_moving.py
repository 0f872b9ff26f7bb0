"""Up, down, in and out: every step that a keyboard can take, and the ones that would break an answer."""

from typing import Any

import pytest

from eforms import building
from eforms.building import CannotApply
from tests.eforms.building.making import done, keys, ref, seed, small, spec


def groups() -> dict[str, Any]:
    """A page with a question, a group of one, two columns and a question; then a second page."""
    start = done({"title": "T"}, building.AddPage("Một", ref="cpage1"), building.AddPage("Hai", ref="cpage2"))
    return done(
        start,
        building.AddComponent("textfield", "A", into="cpage1", ref="caaa"),
        building.AddComponent("fieldset", "Nhóm", into="cpage1", key="nhom", ref="cgroup"),
        building.AddComponent("textfield", "B", into="cgroup", ref="cbbb"),
        building.AddComponent("columns", "Cột", into="cpage1", key="cot", ref="ccols"),
        building.AddComponent("textfield", "C", into="ccols/0", ref="cccc"),
        building.AddComponent("textfield", "D", into="ccols/1", ref="cddd"),
        building.AddComponent("textfield", "E", into="cpage1", ref="ceee"),
    )


def tree(document: dict[str, Any]) -> str:
    """The form as one line: A nhom(B) cot(C|D) E."""

    def said(spec: dict[str, Any]) -> str:
        held = [" ".join(said(inner) for inner in slot) for _name, _where, slot in building.tree.slots(spec)]
        return str(spec["key"]) + (f"({'|'.join(held)})" if held else "")

    return " ".join(said(spec) for spec in document["components"])


STEPS = [
    ("caaa", "down", "mot(nhom(b) a cot(c|d) e) hai()"),
    ("caaa", "in", "mot(nhom(a b) cot(c|d) e) hai()"),
    ("cgroup", "up", "mot(nhom(b) a cot(c|d) e) hai()"),
    ("cgroup", "in", "mot(a cot(nhom(b) c|d) e) hai()"),
    ("cbbb", "up", "mot(a b nhom() cot(c|d) e) hai()"),
    ("cbbb", "down", "mot(a nhom() b cot(c|d) e) hai()"),
    ("cbbb", "out", "mot(a nhom() b cot(c|d) e) hai()"),
    ("cccc", "down", "mot(a nhom(b) cot(|c d) e) hai()"),
    ("cddd", "up", "mot(a nhom(b) cot(c d|) e) hai()"),
    ("cddd", "down", "mot(a nhom(b) cot(c|) d e) hai()"),
    ("cccc", "up", "mot(a nhom(b) c cot(|d) e) hai()"),
    ("ceee", "up", "mot(a nhom(b) e cot(c|d)) hai()"),
    ("ceee", "in", "mot(a nhom(b) cot(c|d e)) hai()"),
    ("ceee", "down", "mot(a nhom(b) cot(c|d)) hai(e)"),
    ("cpage1", "down", "hai() mot(a nhom(b) cot(c|d) e)"),
    ("cpage2", "up", "hai() mot(a nhom(b) cot(c|d) e)"),
]


@pytest.mark.parametrize(("moved", "direction", "after"), STEPS)
def test_steps(moved: str, direction: str, after: str) -> None:
    assert tree(groups()) == "mot(a nhom(b) cot(c|d) e) hai()"
    assert tree(done(groups(), building.Move(moved, direction))) == after


def test_the_list_offers_exactly_the_steps_that_work() -> None:
    form = done(groups(), building.AddComponent("textfield", "F", into="cpage2", ref="cfff"))
    for row in building.rows(form):
        for direction in ("up", "down", "in", "out"):
            if direction in row.moves:
                done(form, building.Move(row.ref, direction))
            else:
                with pytest.raises(CannotApply):
                    done(form, building.Move(row.ref, direction))


def test_a_question_crosses_to_the_page_before_and_back() -> None:
    form = done(groups(), building.Move("ceee", "down"))
    assert tree(done(form, building.Move("ceee", "up"))) == tree(groups())


def test_anywhere_at_once() -> None:
    assert tree(done(groups(), building.MoveTo("caaa", after="ceee"))) == "mot(nhom(b) cot(c|d) e a) hai()"
    assert tree(done(groups(), building.MoveTo("ceee", into="cpage1", first=True))) == "mot(e a nhom(b) cot(c|d)) hai()"
    assert tree(done(groups(), building.MoveTo("cgroup", into="ccols/1"))) == "mot(a cot(c|d nhom(b)) e) hai()"
    assert tree(done(groups(), building.MoveTo("cpage2", into="", first=True))) == "hai() mot(a nhom(b) cot(c|d) e)"


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (building.MoveTo("cgroup", into="cgroup"), "inside-itself"),
        (building.MoveTo("cpage2", into="cgroup"), "page-inside"),
        (building.MoveTo("caaa", into="cbbb"), "no-room"),
        (building.Move("caaa", "left"), "bad-direction"),
        (building.Move("cpage1", "up"), "edge"),
    ],
)
def test_where_nothing_can_go(operation: Any, reason: str) -> None:
    with pytest.raises(CannotApply) as caught:
        building.apply(groups(), operation)
    assert caught.value.reason == reason


def test_into_rows_goes_only_what_nobody_names() -> None:
    form = done(small(), building.MoveTo("cname", into="cgrid"))
    assert [inner["key"] for inner in spec(form, "banSao")["components"]] == ["loai", "so", "hoVaTen"]
    for moved, into in (("chow0", "cgrid"), ("cmany", "cpage1")):
        with pytest.raises(CannotApply) as caught:
            building.apply(small(), building.MoveTo(moved, into=into))
        assert caught.value.reason == "used" and caught.value.uses


def test_conditions_hold_after_a_page_changes_its_place() -> None:
    form = seed()
    moved = done(form, building.Move(ref(form, "chaMe"), "up"), building.Move(ref(form, "khaiVe"), "up"))
    assert keys(moved) == ["nguoiYeuCau", "chaMe", "thongTinTre", "banSaoVaKetQua"]
    assert keys(moved, "nguoiYeuCau")[-1] == "khaiVe"
