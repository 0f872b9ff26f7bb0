"""A process document as executable BPMN, for the oracle alone (the portal's own writer draws for people, not for engines).

Every gateway that waits has one flow for each branch: alternatives are merged before it, as BPMN asks for.
A join for any is an embedded sub-process that its first branch terminates: BPMN has no gateway that withdraws the rest.
Whoever acts sets ``did_<step>`` to the action's key; a condition reads one boolean variable.
"""

from collections.abc import Callable, Iterator

from workflow.model import Action, Process, Step
from workflow.words import END

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' targetNamespace="urn:test"><process id="p" isExecutable="true">'
)


def executable(process: Process) -> str:
    """The file; user tasks are called after their steps."""
    return HEAD + "".join(_Writer(process).scope("")) + "</process></definitions>"


class _Writer:
    def __init__(self, process: Process) -> None:
        self.process = process
        self.flows = 0

    def scope(self, fork: str) -> Iterator[str]:
        """The process itself, or the inside of the block that a join for any closes."""
        begin = fork or self.process.start.key
        yield f'<startEvent id="start_{fork}"/>'
        yield f'<endEvent id="end_{fork}"><terminateEventDefinition id="stop_{fork}"/></endEvent>'
        yield self.flow(f"start_{fork}", f"split_{fork}" if fork else self.entry(begin))
        if fork:
            yield from self.split(self.process.step(fork), f"split_{fork}")
        for step in self.process.steps:
            if self.around(step.key) == fork:
                yield from self.node(step)

    def around(self, key: str) -> str:
        """The innermost block for any that a step lies in."""
        forks = [one for one, _branch in self.process.paths[key] if self.any(one)]
        return forks[-1] if forks else ""

    def any(self, fork: str) -> bool:
        return self.process.step(self.process.joins[fork]).wait == "any"

    def entry(self, key: str) -> str:
        """The node that a flow to this step goes to."""
        step = self.process.step(key)
        if step.kind != "fork":
            return key
        return f"sub_{key}" if self.any(key) else f"in_{key}"

    def node(self, step: Step) -> Iterator[str]:
        if step.kind == "join" and step.wait == "any":
            return
        if step.kind == "fork" and self.any(step.key):
            yield f'<subProcess id="sub_{step.key}">{"".join(self.scope(step.key))}</subProcess>'
            yield self.flow(f"sub_{step.key}", self.goal(step, self.process.step(self.process.joins[step.key]).actions[0]))
        elif step.kind == "fork":
            yield f'<exclusiveGateway id="in_{step.key}"/>'
            yield self.flow(f"in_{step.key}", step.key)
            yield from self.split(step, step.key)
        elif step.kind == "join":
            yield f'<parallelGateway id="{step.key}"/>'
            for branch in self.process.step(step.of).actions:
                yield f'<exclusiveGateway id="{step.key}_{branch.key}"/>'
                yield self.flow(f"{step.key}_{branch.key}", step.key)
            yield self.flow(step.key, self.goal(step, step.actions[0]))
        elif step.kind == "automatic":
            yield from self.choice(step, step.key, lambda one: one.when["var"].removeprefix("answers."))
        elif len(step.actions) == 1:
            yield f'<userTask id="{step.key}" name="{step.key}"/>'
            yield self.flow(step.key, self.goal(step, step.actions[0]))
        else:
            yield f'<userTask id="{step.key}" name="{step.key}"/>'
            yield self.flow(step.key, f"x_{step.key}")
            yield from self.choice(step, f"x_{step.key}", lambda one: f"did_{step.key} == '{one.key}'")

    def split(self, step: Step, key: str) -> Iterator[str]:
        """The branches; one with a condition begins with the choice to be left out."""
        yield f'<parallelGateway id="{key}"/>'
        for one in step.actions:
            if one.when is None:
                yield self.flow(key, self.goal(step, one))
                continue
            asked = f"{key}_{one.key}"
            out = f"out_{asked}" if self.any(step.key) else f"{self.process.joins[step.key]}_{one.key}"
            yield self.flow(key, asked)
            yield f'<exclusiveGateway id="{asked}" default="flow{self.flows + 2}"/>'
            yield self.flow(asked, self.goal(step, one), one.when["var"].removeprefix("answers."))
            yield self.flow(asked, out)
            if self.any(step.key):
                yield f'<endEvent id="{out}"/>'

    def choice(self, step: Step, key: str, condition: Callable[[Action], str]) -> Iterator[str]:
        flows = [self.flow(key, self.goal(step, one), condition(one)) for one in step.actions[:-1]]
        yield f'<exclusiveGateway id="{key}" default="flow{self.flows + 1}"/>'
        yield from flows
        yield self.flow(key, self.goal(step, step.actions[-1]))

    def goal(self, step: Step, action: Action) -> str:
        if action.to == END:
            return "end_"
        target = self.process.step(action.to)
        if target.kind != "join":
            return self.entry(action.to)
        branch = action.key if step.key == target.of else dict(self.process.paths[step.key])[target.of]
        return f"end_{target.of}" if target.wait == "any" else f"{target.key}_{branch}"

    def flow(self, source: str, target: str, condition: str = "") -> str:
        self.flows += 1
        asked = f'<conditionExpression xsi:type="tFormalExpression">{condition}</conditionExpression>' if condition else ""
        return f'<sequenceFlow id="flow{self.flows}" sourceRef="{source}" targetRef="{target}">{asked}</sequenceFlow>'
