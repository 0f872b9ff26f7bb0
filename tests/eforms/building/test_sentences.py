"""Conditions as sentences and back, and that both ways of writing one mean the same to the engine."""

from itertools import product
from typing import Any

import pytest

from eforms import building, conditions
from eforms.building import Advanced, Sentence, Sentences, condition_words, operators_for, read_condition, write_condition
from eforms.building.logicwords import read_logic, write_logic
from eforms.building.sentences import problems
from tests.eforms.building.making import CODES, done, ref, seed, small
from tests.eforms.forms import component

FORM = {
    "components": [
        component("radio", "quanHe", "Quan hệ", values=[{"value": "cha", "label": "Cha"}, {"value": "me", "label": "Mẹ"}]),
        component("selectboxes", "khaiVe", "Khai về", values=[{"value": "cha", "label": "Cha"}, {"value": "me", "label": "Mẹ"}]),
        component("checkbox", "dongY", "Tôi cam đoan"),
        component("number", "tuoi", "Tuổi"),
        component("day", "ngay", "Ngày sinh"),
        component("datetime", "hen", "Ngày hẹn"),
        component("textfield", "so", "Số giấy"),
        component("textfield", "noi", "Nơi ở", vn={"type": "address"}),
        component(
            "datagrid", "tang", "Tầng", components=[component("radio", "loai", "Loại", values=[{"value": "ham", "label": "Hầm"}])]
        ),
    ]
}
ASKED = building.questions(FORM)
SAID = [
    ({"show": True, "when": "quanHe", "eq": "cha"}, "Hiện khi “Quan hệ” là “Cha”"),
    ({"show": False, "when": "quanHe", "eq": "cha"}, "Ẩn khi “Quan hệ” là “Cha”"),
    ({"show": "true", "when": "khaiVe", "eq": "me"}, "Hiện khi “Khai về” có chọn “Mẹ”"),
    ({"show": True, "when": "dongY", "eq": "true"}, "Hiện khi “Tôi cam đoan” được đánh dấu"),
    (
        {"show": True, "conjunction": "any", "conditions": [
            {"component": "tuoi", "operator": "greaterThanOrEqual", "value": 18}, {"component": "quanHe",
            "operator": "isEmpty"}]},
        "Hiện khi “Tuổi” từ 18 trở lên hoặc “Quan hệ” còn trống",
    ),
    ({"show": True, "conjunction": "all", "conditions": [{"component": "ngay", "operator": "dateLessThan",
        "value": "2020-01-31"}]},
     "Hiện khi “Ngày sinh” trước ngày 31/1/2020"),
    ({"json": {"in": [{"var": "data.quanHe"}, ["cha", "me"]]}}, "Hiện khi “Quan hệ” là một trong “Cha”, “Mẹ”"),
    ({"json": {"and": [{"==": [{"var": "data.quanHe"}, "cha"]}, {"!": {"var": "data.so"}}]}},
     "Hiện khi “Quan hệ” là “Cha” và “Số giấy” còn trống"),
    ({"json": {"!": [{"var": "data.khaiVe.cha"}]}}, "Hiện khi “Khai về” không chọn “Cha”"),
    ({"json": {"!!": {"or": [{"var": "data.khaiVe.cha"}, {"var": "data.khaiVe.me"}]}}},
        "Hiện khi “Khai về” đã chọn ít nhất một mục"),
    ({"show": True, "when": "khaiVe.me", "eq": "true"}, "Hiện khi “Khai về” có chọn “Mẹ”"),
    ({"json": {"var": "data.so"}}, "Hiện theo điều kiện nâng cao"),
    ({"json": {">": [{"+": [{"var": "data.tuoi"}, 1]}, 3]}}, "Hiện theo điều kiện nâng cao"),
    ({"json": {"==": [{"var": "data.khac"}, 1]}}, "Hiện theo điều kiện nâng cao"),
    ({"show": None, "when": None, "eq": ""}, ""), (None, ""), ({}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("conditional", "words"), SAID, ids=[words or "luôn hiện" for _conditional, words in SAID])
def test_words(conditional: Any, words: str) -> None:
    assert condition_words(conditional, ASKED) == words


ANSWERS: dict[str, list[Any]] = {
    "quanHe": ["cha", "me", "", None],
    "khaiVe": [{"cha": True, "me": False}, {"cha": False, "me": False}, {}, None],
    "dongY": [True, False, None],
    "tuoi": [18, 17.5, 0, -3, None],
    "ngay": ["31/01/2020", "01/02/2020", "30/01/2020", "", None],
    "hen": ["2020-01-31", "2020-02-01", "", None],
    "so": ["AB12", "x", "", None],
    "noi": [{"tinh": "79", "xa": "1"}, {}, None],
}
VALUES: dict[str, Any] = {
    "option": "cha",
    "options": ["cha", "me"],
    "text": "AB",
    "number": 18,
    "date": "2020-01-31",
    "ticked": True,
    "none": "",
}


def offered() -> list[tuple[str, Sentence]]:
    return [
        (path, Sentence(path, operator, VALUES[kind]))
        for path in ANSWERS
        for operator, _words, kind in operators_for(ASKED[path])
    ]


def shows(conditional: Any, answers: dict[str, Any]) -> bool:
    compiled = conditions.compile(conditional, lambda name: f"data.{name}")
    assert compiled is not None
    return compiled.test(answers, {})


@pytest.mark.parametrize(("path", "sentence"), offered(), ids=lambda value: value if isinstance(value, str) else value.operator)
def test_every_sentence_is_written_read_back_and_means_the_same_in_both_languages(path: str, sentence: Sentence) -> None:
    assert problems(Sentences((sentence,)), ASKED) == [""]
    for show in (True, False):
        whole = Sentences((sentence,), show)
        written = write_condition(whole, ASKED)
        back = read_condition(written, ASKED)
        assert isinstance(back, Sentences) and condition_words(written, ASKED).startswith("Hiện khi" if back.show else "Ẩn khi")
        logic = write_logic(whole, ASKED)
        read = read_logic(logic, ASKED)
        assert isinstance(read, Sentences)
        for answer in ANSWERS[path]:
            answers = {} if answer is None else {path: answer}
            expected = shows(written, answers)
            assert shows(write_condition(back, ASKED), answers) is expected
            assert shows({"json": logic}, answers) is expected, (logic, answers)
            assert shows(write_condition(read, ASKED), answers) is expected


def test_many_sentences_with_a_list_of_choices_become_one_rule() -> None:
    several = (
        Sentence("quanHe", "oneOf", ["cha", "me"]),
        Sentence("tuoi", "lessThan", 6),
        Sentence("ngay", "dateGreaterThan", "2020-01-31"),
    )
    for show, every in product((True, False), (True, False)):
        written = write_condition(Sentences(several, show, every), ASKED)
        assert written is not None and set(written) == {"json"}
        assert read_condition(written, ASKED) == Sentences(several, show, every)


def test_advanced_conditions_stay_as_they_are() -> None:
    for rule in (
        {">": [{"+": [1, {"var": "data.tuoi"}]}, 3]},
        {"and": [{"or": [{"var": "data.so"}, {"var": "data.tuoi"}]}, True]},
    ):
        read = read_condition({"json": rule}, ASKED)
        assert read == Advanced(rule) and write_condition(read, ASKED) == {"json": rule}
    unknown = {"show": True, "when": "mat", "eq": "1"}
    assert write_condition(read_condition(unknown, ASKED), ASKED) == unknown


def test_rows_name_their_own_questions_first() -> None:
    form = done(small(), building.AddComponent("textfield", "Khác", into="cgrid", key="khac", ref="cother"))
    asked = building.questions_seen(form, "cother")
    assert asked["banSao.loai"].name == "row.loai"
    assert {question.path for question in building.questions_for(form, "cother")} == {
        "hoVaTen", "nhan", "diaChi", "tong", "banSao", "banSao.loai", "banSao.so",
    } - set()  # fmt: skip
    assert "banSao.loai" not in {question.path for question in building.questions_for(form, "cname")}
    for sentence in (Sentence("banSao.loai", "isEqual", "luaChon1"), Sentence("banSao.loai", "oneOf", ["luaChon1", "luaChon2"])):
        written = write_condition(Sentences((sentence,)), asked)
        assert read_condition(written, asked) == Sentences((sentence,))
        done(form, building.SetCondition("cother", written))


def test_every_condition_of_the_seeds_is_a_sentence() -> None:
    for code in CODES:
        form = seed(code)
        for one in building.places(form):
            read = read_condition(one.spec.get("conditional"), building.questions_seen(form, one.ref))
            assert not isinstance(read, Advanced)
            assert write_condition(read, building.questions_seen(form, one.ref)) == one.spec.get("conditional")
    words = condition_words(building.place(seed(), ref(seed(), "chaMeDaKetHon")).spec["conditional"], building.questions(seed()))
    assert words == "Hiện khi “Bạn khai thông tin của ai?” có chọn “Mẹ” và “Bạn khai thông tin của ai?” có chọn “Cha”"


def test_what_is_not_finished_is_told_sentence_by_sentence() -> None:
    unfinished = (
        Sentence("", "isEqual"), Sentence("quanHe", "isEqual", ""), Sentence("quanHe", "isEqual", "chu"), Sentence("quanHe",
            "includes", "a"),
        Sentence("tuoi", "greaterThan", "x"), Sentence("ngay", "dateLessThan", "30/2/2020"), Sentence("so", "includes", ""),
    )  # fmt: skip
    said = problems(Sentences(unfinished), ASKED)
    assert all(sentence.endswith(".") for sentence in said) and len(said) == len(unfinished)
