"""The pipeline: its order, what never gets in, conditions to their end, rows, pages, facts."""

from typing import Any

from eforms import engine, schema
from eforms.ports import Fact
from tests.eforms.forms import NOW, PORTS, component, form, rules, run, steps, when

YES = [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]
SUM = {"reduce": [{"var": "data.rows"}, {"+": [{"var": "accumulator"}, {"var": "current.n"}]}, 0]}


def test_stages_run_in_their_order() -> None:
    """A text "2.0" is normalised before the sum, the sum decides a condition, the condition clears, then all is checked."""
    loaded = form(
        component("number", "a"),
        component("number", "double", calculateValue={"*": [{"var": "data.a"}, 2]}),
        component("textfield", "big", validate={"required": True}, conditional={"json": {">": [{"var": "data.double"}, 3]}}),
        component("textfield", "small", validate={"required": True}, conditional={"json": {"<=": [{"var": "data.double"}, 3]}}),
    )
    outcome = run(loaded, {"a": "2.0", "double": 1, "small": "cũ"})
    assert outcome.data == {"a": 2, "double": 4}
    assert outcome.hidden == {"small"}
    assert rules(outcome) == {("big", "required")}


def test_forged_values_never_get_in() -> None:
    loaded = form(
        component("hidden", "kenh", defaultValue="trucTuyen"),
        component("hidden", "trong"),
        component("number", "n"),
        component("number", "tong", calculateValue={"+": [{"var": "data.n"}, 1]}),
        component("textfield", "khoa", disabled=True, defaultValue="gốc"),
        component("textfield", "an", conditional=when("n", "5")),
        component("textfield", "ten", vn={"fact": "full_name"}),
    )
    forged = {"kenh": "x", "trong": "x", "n": 1, "tong": 99, "khoa": "x", "an": "x", "ten": "Kẻ khác", "la": {"__proto__": 1}}
    outcome = run(loaded, forged, prefill={"full_name": "Trần Thị Bình"})
    assert outcome.data == {"kenh": "trucTuyen", "n": 1, "tong": 2, "khoa": "gốc", "ten": "Trần Thị Bình"}
    assert outcome.facts == {"ten"}
    again = run(loaded, forged, previous=outcome.data, prefill={"full_name": "Trần Thị Bình"})
    assert again.data == outcome.data


def test_a_fact_that_nobody_knows_is_asked() -> None:
    loaded = form(component("textfield", "ten", vn={"fact": "full_name"}, validate={"required": True}))
    assert run(loaded, {"ten": "An"}).data == {"ten": "An"}
    assert rules(run(loaded, {})) == {("ten", "required")}
    assert run(loaded, {}, prefill={"full_name": Fact("Bình", "Theo CSDL dân cư")}).data == {"ten": "Bình"}


def test_a_fact_is_not_judged_because_it_cannot_be_corrected_here() -> None:
    loaded = form(component("textfield", "so", vn={"type": "nationalId", "fact": "identity_number"}, validate={"required": True}))
    assert run(loaded, {}, prefill={"identity_number": "999000000000"}).valid
    assert rules(run(loaded, {"so": "999000000000"})) == {("so", "nationalId")}


def test_prefill_fills_only_what_was_never_answered() -> None:
    loaded = form(component("email", "thu", vn={"prefill": "email"}), component("day", "ngay", vn={"prefill": "odd"}))
    known = {"email": "a@example.com", "odd": {"not": "a date"}}
    assert run(loaded, {}, prefill=known).data == {"thu": "a@example.com"}
    assert run(loaded, {"thu": ""}, prefill=known).data == {"thu": ""}
    assert run(loaded, {}, prefill=known, previous={"thu": "b@example.com"}).data == {"thu": "b@example.com"}


def test_a_chain_of_conditions_settles_whatever_its_order_in_the_document() -> None:
    fields = [component("textfield", f"f{i}", conditional=when(f"f{i + 1}", "co")) for i in range(60)]
    loaded = form(*fields, component("textfield", "f60"))
    every = {f"f{i}": "co" for i in range(61)}
    assert run(loaded, every).data == every
    assert run(loaded, every | {"f60": "khong"}).data == {"f60": "khong"}


def test_hidden_boxes_take_their_contents_away_and_others_see_it() -> None:
    loaded = form(
        component("radio", "q", values=YES),
        component("fieldset", "nhom", conditional=when("q", "co"), components=[component("textfield", "trong")]),
        component("textfield", "sau", conditional=when("trong", "x")),
    )
    assert run(loaded, {"q": "khong", "trong": "x", "sau": "y"}).data == {"q": "khong"}
    assert run(loaded, {"q": "co", "trong": "x", "sau": "y"}).data == {"q": "co", "trong": "x", "sau": "y"}


def test_clear_on_hide_false_keeps_the_value_and_asks_nothing() -> None:
    kept = component(
        "textfield", "x", clearOnHide=False, validate={"required": True, "minLength": 9}, conditional=when("q", "co")
    )
    outcome = run(form(component("textfield", "q"), kept), {"q": "khong", "x": "abc"})
    assert outcome.valid and outcome.data == {"q": "khong", "x": "abc"}


def test_conditions_in_rows_look_at_their_own_row() -> None:
    cells = [
        component("number", "n"),
        component("textfield", "t", conditional=when("rows.n", "1"), validate={"required": True}),
        component("number", "gap", calculateValue={"*": [{"var": "row.n"}, 10]}),
    ]
    loaded = form(component("datagrid", "rows", components=cells), component("number", "tong", calculateValue=SUM))
    outcome = run(loaded, {"rows": [{"n": "1"}, {"n": 2, "t": "giả", "gap": 7}], "tong": 0})
    assert outcome.data == {"rows": [{"n": 1, "gap": 10}, {"n": 2, "gap": 20}], "tong": 3}
    assert rules(outcome) == {("rows[0].t", "required")}
    assert outcome.hidden == {"rows[1].t"}


def test_nested_rows() -> None:
    inner = component("datagrid", "con", components=[component("number", "n", validate={"max": 3})])
    loaded = form(component("datagrid", "rows", components=[inner]))
    outcome = run(loaded, {"rows": [{"con": [{"n": 1}, {"n": "4"}]}]})
    assert rules(outcome) == {("rows[0].con[1].n", "max")}


def test_rows_have_a_least_and_a_most() -> None:
    loaded = form(component("datagrid", "x", validate={"minLength": 1, "maxLength": 2}, components=[component("textfield", "a")]))
    assert rules(run(loaded, {"x": []})) == {("x", "minRows")}
    assert rules(run(loaded, {})) == {("x", "minRows")}
    assert rules(run(loaded, {"x": [{}, {}, {}]})) == {("x", "maxRows")}
    assert rules(run(loaded, {"x": "a"})) == {("x", "type")}
    endless = form(component("datagrid", "x", components=[component("textfield", "a")]))
    assert rules(run(endless, {"x": [{}] * 5000})) == {("x", "maxRows")}
    assert engine.prepare(loaded, {}, now=NOW, ports=PORTS).data == {"x": [{}]}


def test_a_rule_across_fields_speaks_even_when_its_field_is_empty() -> None:
    either = {"if": [{"or": [{"var": "data.cha"}, {"var": "data.me"}]}, True, "Khai cha hoặc mẹ"]}
    loaded = form(component("textfield", "cha", validate={"json": either}), component("textfield", "me"))
    assert [(e.path, e.rule, e.message) for e in run(loaded, {}).errors] == [("cha", "json", "Khai cha hoặc mẹ")]
    assert run(loaded, {"me": "Bình"}).valid


def wizard() -> Any:
    """Two pages, the second shown only for "co"."""
    return {
        "display": "wizard",
        "components": [
            {
                "type": "panel",
                "key": "p1",
                "title": "Một",
                "components": [component("textfield", "q", validate={"required": True})],
            },
            {
                "type": "panel",
                "key": "p2",
                "title": "Hai",
                "conditional": when("q", "co"),
                "components": [component("textfield", "x", validate={"required": True})],
            },
        ],
    }


def test_a_page_takes_and_reports_only_its_own_answers() -> None:
    loaded = schema.load(wizard())
    first = run(loaded, {"q": "co", "x": "lạc trang"}, page="p1")
    assert first.valid and first.data == {"q": "co"}
    assert [page.key for page in engine.visible_pages(loaded, first.data)] == ["p1", "p2"]
    second = run(loaded, {"x": "", "q": "khong"}, page="p2", previous=first.data)
    assert rules(second) == {("x", "required")} and second.data == {"q": "co", "x": ""}
    back = run(loaded, {"q": "khong"}, page="p1", previous={"q": "co", "x": "đã điền"})
    assert back.data == {"q": "khong"}
    assert [page.key for page in engine.visible_pages(loaded, back.data)] == ["p1"]
    assert run(loaded, {}, previous=back.data).valid


def test_wrong_input_is_kept_for_the_person_to_correct() -> None:
    loaded = form(component("number", "n"), component("day", "d"))
    outcome = run(loaded, {"n": "mười", "d": "31/2/2026"})
    assert outcome.data == {"n": "mười", "d": "31/2/2026"}
    again = run(loaded, {}, previous=outcome.data)
    assert rules(again) == rules(outcome) == {("n", "type"), ("d", "day")}


def test_default_values() -> None:
    loaded = form(
        component("select", "nuoc", data={"values": [{"value": "VN", "label": "Việt Nam"}]}, defaultValue="VN"),
        component("number", "n", defaultValue=2),
        component("number", "m", customDefaultValue={"*": [{"var": "data.n"}, 2]}),
    )
    assert run(loaded, {}).data == {"nuoc": "VN", "n": 2, "m": 4}
    rows = component("datagrid", "g", defaultValue=[{"t": "a"}], components=[component("textfield", "t")])
    assert run(form(rows), {}).data == {"g": [{"t": "a"}]}
    assert run(loaded, {"n": "", "m": 7}).data == {"nuoc": "VN", "n": None, "m": 7}


def test_hostile_submissions_are_answers_like_others() -> None:
    loaded = form(
        component("textfield", "a.b"), component("datagrid", "g", components=[component("selectboxes", "s", values=YES)])
    )
    for data in (
        {"a": "x"},
        {"a": []},
        {"a": {"b": {"c": 1}}},
        {"g": [1]},
        {"g": [{"s": "x"}]},
        {"g": {"0": {}}},
        {"g": [{"s": {"co": {}}}]},
    ):
        run(loaded, data)


def test_work_grows_with_the_rows_and_not_faster() -> None:
    cells = [component("number", "n"), component("textfield", "t", conditional=when("g.n", "1"))]
    grid = form(component("datagrid", "g", components=cells))
    few, many = ({"g": [{"n": i % 2, "t": "x"} for i in range(size)]} for size in (200, 800))
    assert steps(lambda: run(grid, many)) < 5 * steps(lambda: run(grid, few))


def test_what_stands_beside_a_hidden_first_page_is_still_asked() -> None:
    document = wizard()
    document["components"][0]["conditional"] = when("y", "co")
    document["components"].append(component("textfield", "y"))
    document["components"].append(component("textfield", "z", validate={"required": True}))
    document["components"][1].pop("conditional")
    assert rules(run(schema.load(document), {"y": "khong"})) == {("x", "required"), ("z", "required")}


def test_a_group_that_a_whole_submission_leaves_out_is_one_empty_row() -> None:
    cells = [
        component("textfield", "a", validate={"required": True}),
        component("textfield", "b", validate={"required": True}, conditional=when("g.a", "co")),
    ]
    loaded = form(component("datagrid", "g", components=cells), component("textfield", "x"))
    assert rules(run(loaded, {"x": "1"})) == {("g[0].a", "required")}
    assert run(loaded, {"x": "1", "g": []}).valid
    assert run(loaded, {"x": "1"}, previous={}).valid and run(loaded, {}, page="form").valid


def test_rows_that_a_rule_makes_are_rows_like_others() -> None:
    source = component("datagrid", "g", components=[component("number", "n")])
    cells = [component("number", "n"), component("number", "gap", calculateValue={"*": [{"var": "row.n"}, 10]})]
    loaded = form(source, component("datagrid", "h", calculateValue={"var": "data.g"}, components=cells))
    sent = {"g": [{"n": "1"}, {"n": 2}], "h": [{"n": 99, "gap": 99}]}
    assert run(loaded, sent).data == {"g": [{"n": 1}, {"n": 2}], "h": [{"n": 1, "gap": 10}, {"n": 2, "gap": 20}]}


def test_days_compare_as_days_however_they_are_written() -> None:
    later = [{"component": "d", "operator": "dateGreaterThan", "value": "02/28/2026"}]
    shown = {"show": True, "conjunction": "all", "conditions": later}
    loaded = form(component("day", "d", dayFirst=False), component("textfield", conditional=shown))
    assert run(loaded, {"d": "03/01/2026", "x": "a"}).data["x"] == "a"
    assert "x" not in run(loaded, {"d": "02/11/2026", "x": "a"}).data
