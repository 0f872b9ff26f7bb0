"""The token game against SpiffWorkflow: random well nested processes, the same choices, the same open steps after each.

Both start from one document: ours from the process, SpiffWorkflow's from its BPMN (``executable``). Conditional branches,
joins for all and for any, alternatives, returns and ends inside branches are all in. What BPMN has no word for is ours
alone and told in test_tokens: an end of everything from inside a block for any.
"""

import logging
import random
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from tests.workflow.executable import executable
from tests.workflow.made import facts_of, grown
from workflow import language, rules

MOST_ACTS = 40
logging.getLogger("spiff").setLevel(logging.WARNING)


class Oracle:
    """A process run by SpiffWorkflow up to where people are awaited."""

    def __init__(self, process: language.Process, answers: Mapping[str, Any]) -> None:
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(executable(process)))
        self.run = BpmnWorkflow(parser.get_spec("p"), parser.get_subprocess_specs("p"))
        for task in self.run.get_tasks(state=TaskState.READY):
            task.data.update(answers)
        self.run.do_engine_steps()

    @property
    def at(self) -> set[str]:
        return {task.task_spec.name for task in self.run.get_tasks(state=TaskState.READY, manual=True)}

    def act(self, step: str, action: str) -> None:
        (task,) = (one for one in self.run.get_tasks(state=TaskState.READY, manual=True) if one.task_spec.name == step)
        task.data[f"did_{step}"] = action
        task.run()
        self.run.do_engine_steps()


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_the_same_choices_lead_to_the_same_open_steps(seed: int) -> None:
    doc, chance = grown(seed, size=2), random.Random(seed)
    process, facts = language.load(doc), facts_of(chance, doc)
    oracle, move, done = Oracle(process, facts["answers"]), rules.start(process, facts), []
    while not move.ends and len(done) < MOST_ACTS:
        assert oracle.at == set(move.marking.at), done
        step = chance.choice(move.marking.at)
        action = chance.choice(rules.actions(process, step, role="handler", facts=facts))
        done.append((step, action.key))
        move = rules.move(process, move.marking, step, action.key, role="handler", facts=facts)
        oracle.act(step, action.key)
    assert (oracle.at, oracle.run.is_completed()) == (set(move.marking.at), move.ends), done
