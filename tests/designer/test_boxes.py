"""A form that is sent as it was shown changes nothing, for every step and action of every seed and template."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.http import QueryDict

from portal.web.publisher.designer.bench import looked_up
from portal.web.publisher.designer.boxes import ActionBoxes, StepBoxes
from portal.web.publisher.designer.step import _groups
from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.forms import Filled, fill
from portal.web.publisher.editor.kinds import PicksField
from tests.designer.flows import FLOWS
from workflow.words import END, PASSING


def content(doc: Mapping[str, Any], step: Mapping[str, Any]) -> dict[str, Any]:
    """What the boxes offer, without a database: whatever the document names is there."""
    steps = [(one["key"], one["name"]) for one in doc["steps"]]
    forks = [(one["key"], one["name"]) for one in doc["steps"] if one["kind"] == "fork"]
    named = {"_agencies": "named", "_fields": "competent", "_addresses": "address"}
    there = {name: [(code, code) for code in looked_up(doc, kind)] for name, kind in named.items()}
    return {"_steps": steps, "_forks": forks, "_kind": step["kind"], **there}


def sent(form: Filled) -> QueryDict:
    """What a browser sends for a form that nobody touched."""
    data = QueryDict(mutable=True)
    forms: list[Boxes] = [*([form.boxes] if form.boxes else []), *(one for rows in form.rows for one in rows.forms)]
    for rows in form.rows:
        data[f"{rows.prefix}-so"] = str(len(rows.forms))
    for one in forms:
        for box in one:
            value = box.value()
            if isinstance(box.field, PicksField):
                data.setlist(box.html_name, value or [])
            elif value is True:
                data[box.html_name] = "on"
            elif value not in (None, False):
                data[box.html_name] = str(value)
            elif hasattr(box.field, "choices") and value is None and box.field.widget.input_type != "radio":
                data[box.html_name] = str(box.field.choices[0][0])  # a list without a choice shows its first line
    return data


@pytest.mark.parametrize("key", FLOWS)
def test_a_step_s_form_keeps_everything(key: str) -> None:
    for step in FLOWS[key]["steps"]:
        offered = content(FLOWS[key], step)
        shown = fill(StepBoxes, _groups(step), None, held=step, content=offered)
        form = fill(StepBoxes, _groups(step), sent(shown), held=step, content=offered)
        assert form.is_valid(), form.summary
        made = {name: value for name, value in form.made().items() if value not in (None, [])}
        assert {"wait": "all", **made} == {"wait": "all", **{name: value for name, value in step.items() if value != []}}


@pytest.mark.parametrize("key", FLOWS)
def test_an_action_s_form_keeps_everything(key: str) -> None:
    for step in FLOWS[key]["steps"]:
        for action in step["actions"]:
            offered = content(FLOWS[key], step)
            shown = fill(ActionBoxes, (), None, held=action, content=offered)
            form = fill(ActionBoxes, (), sent(shown), held=action, content=offered)
            assert form.is_valid(), form.summary
            assert form.made() == action
            assert action["to"] == END or step["kind"] in PASSING or action["to"] in dict(offered["_steps"])
