"""A process document as BPMN elements, before they are written: tasks, gateways, events, flows, lanes. Pure.

Every element is one that other tools know; what BPMN has no word for (requirements, effects, shares, conditions over the
dossier's facts) rides in an extension beside it, so that a file that comes back is the same process:

a person's step → user task · chain → service task · automatic → exclusive gateway · fork, join → parallel gateway, a join
that waits for any → complex gateway · several actions → an exclusive gateway behind the task · a request for supplement →
message event that is waited for · a notice of what to pay → message event that is sent · silence at the due time → timer at
the task's edge · a branch with a condition → an exclusive gateway between fork and branch · an end that stops the other
branches → terminating end · role + agency → lane
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workflow import language
from workflow.charts import Chart, actions_of, chart, steps_of
from workflow.limits import BadLimit, part
from workflow.words import END, PASSING

WAITED, SENT = frozenset({"supplement"}), frozenset({"obligation"})
"""Effects that stand as a message event on their way: one that is waited for, one that is sent."""
ENDING, STARTING, STOPPING = "ket-thuc", "bat-dau", "ket-thuc-het"
_STRANGE = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(frozen=True)
class Element:
    """One node. ``tag``: its BPMN name, ``own``: what rides beside it, ``event``: message, timer or terminate."""

    id: str
    tag: str
    name: str
    lane: int
    own: Mapping[str, Any] | None = None
    event: str = ""
    attached: str = ""
    duration: str = ""


@dataclass(frozen=True)
class Arc:
    """One sequence flow. ``own``: the action that it is."""

    id: str
    source: str
    target: str
    name: str = ""
    when: Any = None
    own: Mapping[str, Any] | None = None
    default: bool = False


@dataclass
class Drawn:
    """All of it; lanes are (role, agency as the document says it)."""

    elements: list[Element] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    lanes: list[tuple[str, Any]] = field(default_factory=list)


def identifier(head: str, *keys: str) -> str:
    """An XML name out of keys; other letters than ASCII are written as their number, so that no two keys meet."""
    return "_".join([head, *(_STRANGE.sub(lambda found: f"-u{ord(found[0]):x}-", key) for key in keys)])


def shapes(doc: Mapping[str, Any], *, limit: str = "") -> Drawn:
    """The elements of a document that ``language.load`` accepts; ``limit`` makes shares of it into durations."""
    return _Drawing(doc, limit).drawn()


class _Drawing:
    def __init__(self, doc: Mapping[str, Any], limit: str) -> None:
        self.doc, self.limit = doc, limit
        self.chart: Chart = chart(doc)
        self.lane = {spot.key: spot.lane for spot in self.chart.spots}
        self.made = Drawn()
        self.process = language.load(doc)
        self.branch: dict[str, str] = {}

    def drawn(self) -> Drawn:
        """Start, steps in the document's order, ends."""
        steps = steps_of(self.doc)
        agencies: dict[int, tuple[str, Any]] = {}
        for spot in self.chart.spots:
            if spot.key != END and not spot.passing:
                agencies.setdefault(spot.lane, (str(spot.own.get("role", "")), spot.own.get("agency")))
        self.made.lanes = [agencies[number] for number in range(len(self.chart.lanes))]
        first = str(steps[0]["key"])
        self.made.elements.append(Element(STARTING, "startEvent", "Nộp hồ sơ", self.lane[first]))
        self._arc(STARTING, self._place(first))
        for step in steps:
            self._step(step)
        self._gather()
        targets = {arc.target for arc in self.made.arcs}
        if ENDING in targets:
            self.made.elements.append(Element(ENDING, "endEvent", "Kết thúc", self.lane[END]))
        if STOPPING in targets:
            self.made.elements.append(Element(STOPPING, "endEvent", "Kết thúc cả các nhánh", self.lane[END], event="terminate"))
        return self.made

    def _place(self, key: str, *, stopping: bool = False) -> str:
        if key == END:
            return STOPPING if stopping else ENDING
        return identifier("buoc", key)

    def _arc(self, source: str, target: str, branch: str = "", **more: Any) -> None:
        key = f"luong_{len(self.made.arcs) + 1}"
        self.made.arcs.append(Arc(key, source, target, **more))
        if branch:
            self.branch[key] = branch

    def _branch(self, step: Mapping[str, Any], action: Mapping[str, Any]) -> str:
        """Which branch an action closes when it leads to a join, "" when it leads elsewhere."""
        target = self.process.by_key.get(str(action.get("to")))
        if target is None or target.kind != "join" or target.wait == "any":
            return ""
        path = (*self.process.paths.get(str(step["key"]), ()), (str(step["key"]), str(action["key"])))
        return next((branch for fork, branch in path if fork == target.of), "")

    def _gather(self) -> None:
        """A parallel gateway waits for every way in: ways of one branch meet in an exclusive gateway before it."""
        groups: dict[tuple[str, str], list[int]] = {}
        for place, arc in enumerate(self.made.arcs):
            if arc.id in self.branch:
                groups.setdefault((arc.target, self.branch[arc.id]), []).append(place)
        lanes = {element.id: element.lane for element in self.made.elements}
        for (join, branch), places in groups.items():
            if len(places) > 1:
                gateway = identifier("hop", join, branch)
                self.made.elements.append(Element(gateway, "exclusiveGateway", "", lanes[join]))
                for place in places:
                    self.made.arcs[place] = replace(self.made.arcs[place], target=gateway)
                self._arc(gateway, join)

    def _step(self, step: Mapping[str, Any]) -> None:
        key, kind = str(step["key"]), str(step.get("kind"))
        at = self._place(key)
        hidden = {"name", "role", "agency", "actions", "on_due"}
        if kind in PASSING or kind == "chain":
            hidden -= {"role", "agency"}  # nobody's lane: what the document says all the same stays with the step
        own = {name: value for name, value in step.items() if name not in hidden}
        if "agency" not in step and kind not in PASSING:
            own["agency-unsaid"] = True
        own["order"] = [str(action.get("key")) for action in actions_of(step)]
        self.made.elements.append(Element(at, self._tag(step), str(step.get("name", "")), self.lane[key], own))
        if kind == "fork":
            self._branches(step, at)
        elif kind in PASSING:
            for action in actions_of(step):
                self._way(step, action, at)
        else:
            self._choice(step, at)
            self._silence(step, at)

    def _tag(self, step: Mapping[str, Any]) -> str:
        kind = str(step.get("kind"))
        if kind == "join" and step.get("wait") == "any":
            return "complexGateway"
        gateways = {"fork": "parallelGateway", "join": "parallelGateway", "automatic": "exclusiveGateway", "chain": "serviceTask"}
        return gateways.get(kind, "userTask")

    def _choice(self, step: Mapping[str, Any], at: str) -> None:
        """The actions of a task: one is its way out, several hang on an exclusive gateway behind it."""
        actions = actions_of(step)
        source = at
        if len(actions) > 1:
            source = identifier("chon", str(step["key"]))
            self.made.elements.append(
                Element(source, "exclusiveGateway", "", self.lane[str(step["key"])], {"of": str(step["key"])})
            )
            self._arc(at, source)
        for action in actions:
            self._way(step, action, source)

    def _way(self, step: Mapping[str, Any], action: Mapping[str, Any], source: str) -> None:
        """One action from a task, its gateway, or a step that nobody does."""
        target = self._place(str(action.get("to")), stopping=action.get("ends_all") is True)
        own = {name: value for name, value in action.items() if name not in ("label", "to", "when", "ends_all")}
        effect = str(action.get("effect", action.get("key")))
        label = str(action.get("label", ""))
        if "label" not in action:
            own["label-unsaid"] = True
        if effect in WAITED | SENT and str(step.get("kind")) not in PASSING:
            event = identifier("thong-diep", str(step["key"]), str(action["key"]))
            tag = "intermediateCatchEvent" if effect in WAITED else "intermediateThrowEvent"
            self.made.elements.append(Element(event, tag, label, self.lane[str(step["key"])], {"passing": True}, event="message"))
            self._arc(source, event, name=label, when=action.get("when"), own=own)
            self._arc(event, target, self._branch(step, action))
            return
        self._arc(source, target, self._branch(step, action), name=label, when=action.get("when"), own=own)

    def _branches(self, step: Mapping[str, Any], at: str) -> None:
        """A fork's branches; one with a condition goes round by an exclusive gateway that else leads to the join."""
        key = str(step["key"])
        join = next((str(one["key"]) for one in steps_of(self.doc) if one.get("kind") == "join" and one.get("of") == key), END)
        for action in actions_of(step):
            if action.get("when") is None:
                self._way(step, action, at)
                continue
            gateway = identifier("neu", key, str(action["key"]))
            self.made.elements.append(Element(gateway, "exclusiveGateway", "", self.lane[key], {"branch": key}))
            self._arc(at, gateway)
            self._way(step, action, gateway)
            self._arc(gateway, self._place(join), self._branch(step, {**action, "to": join}), default=True)

    def _silence(self, step: Mapping[str, Any], at: str) -> None:
        due = next((one for one in actions_of(step) if one.get("key") == step.get("on_due")), None)
        if due is None:
            return
        timer = identifier("het-han", str(step["key"]))
        name = "Hết hạn"
        self.made.elements.append(
            Element(timer, "boundaryEvent", name, self.lane[str(step["key"])], None, "timer", at, self._duration(step))
        )
        target = self._place(str(due.get("to")), stopping=due.get("ends_all") is True)
        self._arc(timer, target, self._branch(step, due), name=str(due.get("label", "")), own={"due": str(due["key"])})

    def _duration(self, step: Mapping[str, Any]) -> str:
        """ISO 8601, the nearest that it has: its days are calendar days, so the exact limit rides beside the step."""
        share = step.get("share")
        if isinstance(share, Mapping):
            return iso(str(share.get("limit", "")))
        if isinstance(share, int | float) and self.limit:
            try:
                return iso(part(self.limit, share))
            except BadLimit:
                return ""
        return ""


def iso(limit: str) -> str:
    """3wd → P3D, 6h → PT6H, 2mo → P2M, a fraction of a day as hours; "" for what it cannot say."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(wd|d|h|mo)", limit)
    if found is None:
        return "PT8H" if limit.startswith("same-day") else ""
    count, unit = float(found[1]), found[2]
    if unit == "mo":
        return f"P{count:g}M"
    if unit == "h":
        return f"PT{count:g}H"
    return f"P{count:g}D" if count.is_integer() else f"PT{count * (8 if unit == 'wd' else 24):g}H"


def limit_of(duration: str) -> str:
    """And back, as well as a stranger's duration allows: P3D → 3d, PT8H → 8h, P2W → 14d, P1M → 1mo; "" else."""
    found = re.fullmatch(r"P(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+)M)?)?", duration.strip())
    if found is None or not any(found.groups()):
        return ""
    months, weeks, days, hours, minutes = found.groups()
    if months:
        return f"{months}mo" if not (weeks or days or hours or minutes) else ""
    whole = int(weeks or 0) * 7 + int(days or 0)
    if whole:
        return f"{whole}d"
    length = float(hours or 0) + int(minutes or 0) / 60
    return f"{length:g}h" if length else ""
