"""Rules between questions: in words, as JsonLogic, and what the engine makes of them."""

from typing import Any

import pytest

from eforms import building, engine, schema
from eforms.building import CrossRule, Sentence, Sentences, read_rule, rule_words, write_rule
from tests.eforms.building.making import done, ref, seed, small
from tests.eforms.building.test_sentences import ASKED, FORM
from tests.eforms.forms import NOW, PORTS

ADULT = Sentences((Sentence("tuoi", "greaterThanOrEqual", 18),))
FATHER = Sentences((Sentence("quanHe", "isEqual", "cha"),))
TICKED: dict[str, Any] = {"khaiVe": {"cha": True}}
RULES = [
    (CrossRule("atLeastOne", "M", ("so", "tuoi")), "Ít nhất một trong “Số giấy”, “Tuổi” phải có", {"tuoi": 0}, {}),
    (CrossRule("atLeastOne", "M", ("khaiVe.cha", "khaiVe.me")), "Ít nhất một trong “Cha”, “Mẹ” phải có", TICKED, {"khaiVe": {}}),
    (CrossRule("atMostOne", "M", ("so", "tuoi")), "Nhiều nhất một trong “Số giấy”, “Tuổi” được có", {}, {"so": "a", "tuoi": 1}),
    (CrossRule("allOrNone", "M", ("so", "tuoi")), "“Số giấy”, “Tuổi” phải có cùng nhau hoặc cùng để trống", {}, {"tuoi": 1}),
    (CrossRule("compare", "M", ("hen", "ngay"), "greaterThan"), "“Ngày hẹn” phải sau “Ngày sinh”",
     {"ngay": "31/12/2019", "hen": "2020-01-01"}, {"ngay": "02/01/2020", "hen": "2020-01-01"}),
    (CrossRule("must", "M", when=FATHER, must=ADULT), "Khi “Quan hệ” là “Cha” thì phải đúng: “Tuổi” từ 18 trở lên",
     {"quanHe": "me", "tuoi": 3}, {"quanHe": "cha", "tuoi": 3}),
    (CrossRule("must", "M", must=ADULT), "Phải đúng: “Tuổi” từ 18 trở lên", {"tuoi": 18}, {"tuoi": 17}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "words", "good", "bad"), RULES, ids=[words for _rule, words, _good, _bad in RULES])
def test_rules(rule: CrossRule, words: str, good: dict[str, Any], bad: dict[str, Any]) -> None:
    written = write_rule(rule, ASKED)
    assert read_rule(written, ASKED) == rule
    assert rule_words(written, ASKED) == words
    form = {"components": [dict(one) for one in FORM["components"]]}
    form["components"][6] = {**form["components"][6], "validate": {"json": written}}
    loaded = schema.load(form)
    for answers, expected in ((good, []), (bad, ["M"])):
        outcome = engine.process(loaded, answers, now=NOW, ports=PORTS)
        assert [error.message for error in outcome.errors if error.rule == "json"] == expected


def test_the_seeded_rule_is_a_sentence() -> None:
    form = seed()
    asked = building.questions_seen(form, ref(form, "khaiVe"))
    rule = building.place(form, ref(form, "khaiVe")).spec["validate"]["json"]
    assert rule_words(rule, asked) == "Ít nhất một trong “Mẹ”, “Cha” phải có"
    assert write_rule(read_rule(rule, asked), asked) == rule


@pytest.mark.parametrize(
    "rule", [True, {"==": [1, 1]}, {"if": [{"var": "data.x"}, True, 5]}, {"if": [{"<": [{"+": [1]}, 3]}, True, "M"]}]
)
def test_other_rules_are_advanced_and_stay(rule: Any) -> None:
    read = read_rule(rule, ASKED)
    assert isinstance(read, building.Advanced) and write_rule(read, ASKED) == rule and rule_words(rule, ASKED) == "Luật nâng cao"


def test_required_only_when() -> None:
    asked = building.questions_seen(small(), "cname")
    posted = building.write_required_when(Sentences((Sentence("nhan", "isEqual", "thu"),)), asked)
    form = done(small(), building.SetRequiredWhen("cname", posted))
    assert building.read_required_when(building.place(form, "cname").spec, asked) == Sentences(
        (Sentence("nhan", "isEqual", "thu"),)
    )
    assert "requiredWhen" in {badge.code for row in building.rows(form) if row.ref == "cname" for badge in row.badges}
    loaded = schema.load(form)
    for answer, expected in (("thu", True), ("tay", False)):
        outcome = engine.process(loaded, {"nhan": answer}, now=NOW, ports=PORTS)
        assert (("hoVaTen", "required") in {(error.path, error.rule) for error in outcome.errors}) is expected
    assert building.read_required_when(building.place(done(form, building.SetRequiredWhen("cname")), "cname").spec, asked) is None
