"""One step of SpiffWorkflow stored as JSON: six user tasks in a row, the state read, one task completed, written back, committed.

Only where SpiffWorkflow is installed (requirements-dev); bench/step.py prints it beside ours.
"""

import json
import statistics
import tempfile
from pathlib import Path

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from bench import replay
from bench.measure import seconds

TASKS = ("receive", "handle", "approve", "number", "sign", "stamp")
ROUNDS = 20


def step() -> tuple[float, int]:
    """Median seconds a step, and the bytes of its JSON."""
    serializer = BpmnWorkflowSerializer()
    spec = _parsed()
    times: list[float] = []
    with replay.bare() as link:
        link.execute("CREATE TEMP TABLE bench_spiff (id int PRIMARY KEY, state jsonb NOT NULL)")
        link.commit()
        for number in range(ROUNDS):
            workflow = BpmnWorkflow(spec)
            workflow.do_engine_steps()
            state = serializer.serialize_json(workflow)
            with link.transaction():
                link.execute("INSERT INTO bench_spiff VALUES (%s, %s)", [number, state])
            times += [seconds(lambda n=number: _step(link, serializer, n)) for _ in TASKS]
    return statistics.median(times), len(state)


def _step(link: "replay.psycopg.Connection", serializer: BpmnWorkflowSerializer, number: int) -> None:
    with link.transaction():
        row = link.execute("SELECT state FROM bench_spiff WHERE id = %s FOR UPDATE", [number]).fetchone()
        assert row is not None
        workflow = serializer.deserialize_json(json.dumps(row[0]))
        workflow.get_next_task(state=TaskState.READY, manual=True).run()
        workflow.do_engine_steps()
        link.execute("UPDATE bench_spiff SET state = %s WHERE id = %s", [serializer.serialize_json(workflow), number])


def _parsed() -> object:
    steps = "".join(f'<userTask id="{name}" name="{name}"/>' for name in TASKS)
    names = ("start", *TASKS, "end")
    flows = "".join(
        f'<sequenceFlow id="f{number}" sourceRef="{a}" targetRef="{b}"/>'
        for number, (a, b) in enumerate(zip(names, names[1:], strict=False))
    )
    document = (
        '<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">'
        f'<process id="bench" isExecutable="true"><startEvent id="start"/>{steps}<endEvent id="end"/>'
        f"{flows}</process></definitions>"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.bpmn"
        path.write_text(document, encoding="utf-8")
        parser = BpmnParser()
        parser.add_bpmn_file(str(path))
        return parser.get_spec("bench")
