"""Blocks: linked and copied, refreshed by an explicit act, taken apart."""

from dataclasses import replace
from typing import Any

import pytest

from eforms import building, engine, schema
from eforms.building import LIBRARY, AddBlock, Block, CannotApply
from tests.eforms.building.making import done, small
from tests.eforms.forms import NOW, PORTS

NEWER = replace(
    LIBRARY["nguoiYeuCau"],
    version=2,
    components=(
        *(one for one in LIBRARY["nguoiYeuCau"].components if one["key"] != "email"),
        {"type": "textfield", "key": "zalo", "label": "Zalo của bạn"},
    ),
)


def linked(name: str = "nguoiYeuCau", **more: Any) -> dict[str, Any]:
    return done(small(), AddBlock(LIBRARY[name].as_json(), into="cpage1", ref="cblok", **more))


@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_every_block_of_the_library_is_a_good_form_twice(name: str) -> None:
    form = done(linked(name), AddBlock(LIBRARY[name].as_json(), into="cpage2", linked=False))
    assert building.block_of(form, "cblok") == (name, LIBRARY[name].version)
    stops = [remark for remark in building.remarks(form) if remark.severity == "stop"]
    assert not stops and len(schema.load(form).nodes) > len(schema.load(small()).nodes) + 2


def test_its_questions_stand_behind_a_prefix_and_its_rules_follow() -> None:
    form = linked(prefix="chuHo")
    number = next(one for one in building.places(form) if one.path == "chuHo.soDinhDanh")
    assert number.spec["properties"]["vn"]["birthDate"] == "chuHo.ngaySinh" and number.block == "cblok"
    way = next(one for one in building.places(linked("nhanKetQua")) if one.path == "nhan2.diaChi")
    assert way.spec["conditional"]["when"] == "nhan2.cach"
    loaded = schema.load(linked("motNguoi"))
    outcome = engine.process(loaded, {"nguoi": {"soDinhDanh": "074190001234", "ngaySinh": "1/1/1991"}}, now=NOW, ports=PORTS)
    assert ("nguoi.soDinhDanh", "nationalId") in {(error.path, error.rule) for error in outcome.errors}


def test_a_linked_question_is_not_changed_alone() -> None:
    form = linked()
    inner = next(one.ref for one in building.places(form) if one.path == "nyc.email")
    for operation in (
        building.SetProperties(inner, {"label": "E"}),
        building.Remove(inner),
        building.Move(inner, "up"),
        building.Duplicate(inner),
        building.AddComponent("textfield", "A", into="cblok"),
        building.AddComponent("textfield", "A", after=inner),
        building.MoveTo("cname", into="cblok"),
    ):
        with pytest.raises(CannotApply) as caught:
            building.apply(form, operation)
        assert caught.value.reason == "linked"
    moved = done(form, building.Move("cblok", "up"), building.SetProperties("cblok", {"label": "Người nộp"}))
    assert building.block_of(moved, "cblok")


def test_refreshing_is_shown_before_it_is_done() -> None:
    form = linked()
    assert building.outdated(form) == () and building.outdated(form, {"nguoiYeuCau": NEWER}) == (("cblok", NEWER),)
    assert [change.text for change in building.block_changes(form, "cblok", NEWER)] == [
        "Thêm câu hỏi “Zalo của bạn” vào trang “Người yêu cầu”",
        "Bỏ câu hỏi “Thư điện tử của bạn” khỏi trang “Người yêu cầu”",
    ]
    fresh = done(form, building.RefreshBlock("cblok", NEWER.as_json()))
    assert building.block_of(fresh, "cblok") == ("nguoiYeuCau", 2) and schema.load(fresh).field("nyc.zalo")
    before = {one.path: one.ref for one in building.places(form)}
    assert all(before[one.path] == one.ref for one in building.places(fresh) if one.path in before)


def test_a_question_that_others_name_is_not_refreshed_away() -> None:
    form = done(linked(), building.SetCondition("cname", {"show": True, "conjunction": "all", "conditions": [
        {"component": "nyc.email", "operator": "isEmpty"}]}))  # fmt: skip
    with pytest.raises(CannotApply) as caught:
        building.apply(form, building.RefreshBlock("cblok", NEWER.as_json()))
    assert caught.value.reason == "used" and caught.value.uses[0].ref == "cname"


def test_taken_apart_it_is_the_forms_own() -> None:
    form = done(linked(), building.DetachBlock("cblok"))
    inner = next(one.ref for one in building.places(form) if one.path == "nyc.email")
    assert building.block_of(form, "cblok") is None
    assert building.place(done(form, building.SetProperties(inner, {"label": "Thư"})), inner).label == "Thư"
    for wrong in (building.DetachBlock("cblok"), building.RefreshBlock("cblok", NEWER.as_json())):
        with pytest.raises(CannotApply):
            building.apply(form, wrong)


def test_a_block_as_json_is_a_value_of_its_own() -> None:
    block: Block = LIBRARY["nguoiYeuCau"]
    block.as_json()["components"][0]["label"] = "X"
    assert block.components[0]["label"] != "X"


def test_a_copy_of_a_linked_block_stays_linked_under_another_prefix() -> None:
    form = done(linked(), building.Duplicate("cblok", copy="ctwin"))
    assert building.block_of(form, "ctwin") == ("nguoiYeuCau", 1) and schema.load(form).field("nyc2.email")
    fresh = done(form, building.RefreshBlock("ctwin", NEWER.as_json()))
    assert schema.load(fresh).field("nyc2.zalo") and schema.load(fresh).field("nyc.email")
