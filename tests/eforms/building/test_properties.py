"""Properties in plain words: what each type has, what is taken, where it lands in the JSON."""

from typing import Any

import pytest

from eforms import building
from eforms.building import AddComponent, CannotApply, SetProperties, kind_words, kinds, properties_of, read_properties
from eforms.building.catalogue import ALIASES, WORDS, new_component
from eforms.types import IGNORED, OUR_TYPES, TYPES
from tests.eforms.building.making import CODES, done, seed, small, spec
from tests.eforms.forms import form


def test_every_type_of_the_registry_has_words() -> None:
    assert set(TYPES) | set(OUR_TYPES) == set(WORDS) | ALIASES
    for words in kinds():
        assert words.name[0].isupper() and words.purpose.endswith(".") and words.group in building.GROUPS
    assert {words.type for words in kinds()} == set(WORDS) - IGNORED
    assert len({words.name for words in kinds()}) == len(kinds())


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_new_component_of_each_type_is_accepted_and_can_be_told_things(name: str) -> None:
    made = done(small(), AddComponent(name, "Câu thử", into="cpage1", key="thu", ref="cnew0"))
    assert building.place(made, "cnew0").type == name
    present = read_properties(made, "cnew0")
    assert set(present) == {prop.name for prop in properties_of(made, "cnew0")}
    again = done(made, SetProperties("cnew0", {key: value for key, value in present.items() if value != ""}))
    assert read_properties(again, "cnew0") == present
    form(new_component("textfield", "a", "A"), {**new_component(name, "thu", "Câu thử")})


def values(document: dict[str, Any], ref: str, **given: Any) -> dict[str, Any]:
    """The component after these properties."""
    return dict(building.place(done(document, SetProperties(ref, given)), ref).spec)


def test_they_land_where_form_io_has_them() -> None:
    made = values(small(), "cname", label="Họ, chữ đệm và tên", hint="Ví dụ: Trần Thị Bình", required=False, maxLength="100",
                  pattern="[^0-9]+", messagePattern="Tên không có chữ số", noun="họ tên", fact="full_name",
                      spellcheck=False)  # fmt: skip
    assert made["label"] == "Họ, chữ đệm và tên" and made["description"] == "Ví dụ: Trần Thị Bình"
    assert made["validate"] == {"maxLength": 100, "pattern": "[^0-9]+"} and made["spellcheck"] is False
    own = made["properties"]["vn"]
    assert (own["messages"], own["noun"], own["fact"]) == ({"pattern": "Tên không có chữ số"}, "họ tên", "full_name")


def test_an_empty_value_takes_the_property_away_and_leaves_nothing_behind() -> None:
    filled = done(small(), SetProperties("cname", {"hint": "x", "maxLength": 5, "messageRequired": "y", "noun": "z"}))
    cleared = done(filled, SetProperties("cname", {"hint": "", "maxLength": "", "messageRequired": "", "noun": ""}))
    assert cleared == small()


@pytest.mark.parametrize(
    ("ref", "given", "where"),
    [
        ("cname", {"label": " "}, "label"),
        ("cname", {"label": ""}, "label"),
        ("cname", {"maxLength": "nhiều"}, "maxLength"),
        ("cname", {"maxLength": -1}, "maxLength"),
        ("cname", {"maxLength": 2, "minLength": 3}, "maxLength"),
        ("cname", {"pattern": "(a+)+$"}, "pattern"),
        ("cname", {"fact": "zodiac"}, "fact"),
        ("cname", {"required": "có"}, "required"),
        ("cname", {"item": "dòng"}, "item"),
        ("cmany", {"min": "x"}, "min"),
        ("cmany", {"default": "x"}, "default"),
        ("chow0", {"default": "bay"}, "default"),
        ("caddr", {"detail": "maybe"}, "detail"),
        ("cgrid", {"minRows": 5, "maxRows": 2}, "maxRows"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_box(ref: str, given: dict[str, Any], where: str) -> None:
    with pytest.raises(CannotApply) as caught:
        building.apply(small(), SetProperties(ref, given))
    assert list(caught.value.errors) == [where] and caught.value.errors[where].endswith(".")


def test_a_limit_is_compared_with_the_one_that_stands() -> None:
    limited = done(small(), SetProperties("cname", {"minLength": 10}))
    with pytest.raises(CannotApply):
        building.apply(limited, SetProperties("cname", {"maxLength": 5}))


def test_dates_numbers_rows_and_lists() -> None:
    made = done(
        small(),
        AddComponent("day", "Ngày sinh", into="cpage1", ref="cday0"),
        AddComponent("select", "Dân tộc", into="cpage1", ref="cdan0"),
    )
    day = values(made, "cday0", parts="year", maxDate="today-18y")
    assert {part: held["required"] for part, held in day["fields"].items()} == {"day": False, "month": False, "year": True}
    assert day["validate"]["maxDate"] == "today-18y"
    assert values(made, "cmany", whole=True, min="1", max="50", suffix="bản")["decimalLimit"] == 0
    assert values(made, "cgrid", minRows=1, maxRows=4, item="bản sao")["validate"] == {
        "required": True,
        "minLength": 1,
        "maxLength": 4,
    }
    listed = done(made, SetProperties("cdan0", {"list": "danToc", "default": "01"}))
    assert building.place(listed, "cdan0").spec["data"] == {"list": "danToc"}
    assert read_properties(listed, "cdan0")["default"] == "01"
    with pytest.raises(CannotApply) as caught:
        building.apply(made, SetProperties("cday0", {"maxDate": "hôm nay"}))
    assert "today" in caught.value.errors["maxDate"]


def test_a_first_answer_is_written_as_its_type_stores_it() -> None:
    made = done(
        small(),
        AddComponent("day", "Ngày", into="cpage1", ref="cday0"),
        AddComponent("datetime", "Hẹn", into="cpage1", ref="chen0"),
    )
    assert values(made, "cday0", default="1/3/2026")["defaultValue"] == "01/03/2026"
    assert values(made, "chen0", default="1/3/2026")["defaultValue"] == "2026-03-01"
    assert values(made, "cmany", default="1.250")["defaultValue"] == 1250
    assert values(made, "chow0", default="tay")["defaultValue"] == "tay"


def test_a_question_is_named_by_its_words() -> None:
    made = done(
        small(),
        AddComponent("nationalId", "Số định danh", into="cgrid", ref="cid00"),
        AddComponent("day", "Ngày sinh", into="cgrid", key="ngay"),
    )
    offered = {prop.name: prop.choices for prop in properties_of(made, "cid00")}
    assert offered["birthDate"] == (("", "Không"), ("row.ngay", "Ngày sinh"))
    told = done(made, SetProperties("cid00", {"birthDate": "row.ngay"}))
    day = next(one.ref for one in building.places(told) if one.key == "ngay")
    renamed = done(told, building.RenameKey(day, "ngaySinh"), building.RenameKey("cgrid", "trichLuc"))
    assert building.place(renamed, "cid00").spec["properties"]["vn"]["birthDate"] == "row.ngaySinh"


def test_the_first_word_of_a_group_is_kept_where_it_stands() -> None:
    for code in CODES:
        document = seed(code)
        for one in building.places(document):
            present = read_properties(document, one.ref)
            given = {name: value for name, value in present.items() if value != ""}
            assert spec(done(document, SetProperties(one.ref, given)), one.path.replace("[]", "")) == one.spec


def test_words_for_a_type_that_nobody_described() -> None:
    assert kind_words("zodiac").name == "zodiac"
