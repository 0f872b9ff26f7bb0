"""Reading a BPMN 2.0 file. Whatever has an id and is not kept is named: nothing is dropped in silence.

A file is other people's XML: document types and entities are refused, nothing is fetched, sizes are bounded.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from workflow.bpmn.model import BadDiagram, Diagram, Flow, Lane, Left, Node

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
MOST_BYTES = 5_000_000
MOST_ELEMENTS = 5_000
_TASKS = {
    "task": "task",
    "userTask": "user",
    "manualTask": "manual",
    "serviceTask": "service",
    "sendTask": "send",
    "receiveTask": "receive",
}
_GATEWAYS = {"exclusiveGateway": "exclusive", "parallelGateway": "parallel"}
_EVENTS = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
_WAITS = {"timerEventDefinition": "timer", "messageEventDefinition": "message"}
_TERMINATES = "terminateEventDefinition"
# Parts of what is kept, and what only words a file: no element of a process by themselves.
_SILENT = frozenset(
    {"incoming", "outgoing", "flowNodeRef", "extensionElements", "documentation", "conditionExpression", "laneSet"}
)


def read(data: bytes) -> Diagram:
    """The nodes, flows and lanes of every process in the file; raises ``BadDiagram``."""
    top = root(data)
    reading = _Reading()
    for child in top:
        name = local(child)
        if name == "process":
            reading.process(child)
        elif name == "collaboration":
            reading.leave_all(child, _("Nhóm (pool) và thông điệp giữa các nhóm không thành bước; tên làn được giữ làm vai trò."))
        elif name and child.get("id"):
            reading.leave(child, _("Định nghĩa dùng chung, không thành bước của quy trình."))
    if not reading.seen:
        raise BadDiagram(_("Tệp không có quy trình (process) nào."))
    return reading.diagram()


def root(data: bytes) -> etree._Element:
    """The definitions of a file; raises ``BadDiagram`` for whatever is hostile, too large or no BPMN."""
    if len(data) > MOST_BYTES:
        raise BadDiagram(_("Tệp lớn hơn 5 MB."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        found = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadDiagram(_("Tệp không phải XML đọc được: %s") % error) from None
    if found.getroottree().docinfo.doctype:
        raise BadDiagram(_("Tệp khai báo DOCTYPE hoặc thực thể nên bị từ chối. Xuất lại tệp không có phần này."))
    if found.tag != f"{{{MODEL}}}definitions":
        raise BadDiagram(_("Tệp không phải BPMN 2.0 (thiếu definitions)."))
    if sum(1 for _each in found.iter()) > MOST_ELEMENTS * 10:
        raise BadDiagram(_("Tệp có quá nhiều phần tử."))
    return found


def as_text(data: bytes) -> str:
    """The file as text without a declaration, whatever its encoding was; raises what ``root`` raises."""
    return str(etree.tostring(root(data), encoding="unicode"))


def local(element: etree._Element) -> str:
    """The local name of a BPMN element, "" for anything else (drawing, extensions, comments)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) and tag.startswith(f"{{{MODEL}}}") else ""


class _Reading:
    """What has been found so far, over all processes of a file."""

    def __init__(self) -> None:
        self.seen = 0
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self.lanes: list[Lane] = []
        self.left: list[Left] = []
        self.defaults: set[str] = set()

    def leave(self, element: etree._Element, reason: str) -> None:
        """Name an element that is not kept."""
        self.left.append(Left(element.get("id", ""), local(element), reason))

    def leave_all(self, element: etree._Element, reason: str) -> None:
        """The same for it and everything with an id inside it."""
        for inner in element.iter():
            if local(inner) and inner.get("id") and local(inner) not in _SILENT:
                self.leave(inner, reason)

    def process(self, process: etree._Element) -> None:
        """Everything in one process; its lanes first, for the roles."""
        self.seen += 1
        roles: dict[str, str] = {}
        for lane in _lanes(process):
            members = tuple(ref.text.strip() for ref in lane if local(ref) == "flowNodeRef" and ref.text)
            self.lanes.append(Lane(lane.get("id", ""), lane.get("name", ""), members))
            roles.update(dict.fromkeys(members, lane.get("name", "")))
        for element in process:
            self._element(element, roles)

    def _element(self, element: etree._Element, roles: dict[str, str]) -> None:
        name, key = local(element), element.get("id", "")
        if not name or name in _SILENT:
            return
        if element.get("default"):
            self.defaults.add(element.get("default", ""))
        if name == "sequenceFlow":
            words = next((child for child in element if local(child) == "conditionExpression"), None)
            condition = "".join(words.itertext()).strip() if words is not None else ""
            self.flows.append(Flow(key, element.get("sourceRef", ""), element.get("targetRef", ""), condition))
            return
        kind, reason = _kind(element, name)
        if name == "complexGateway" and _discriminates(element):
            kind = "any"
        if not kind:
            self.leave_all(element, reason)
            return
        ends = any(local(inner) == _TERMINATES for inner in element)
        self.nodes.append(Node(key, kind, _words(element), roles.get(key, ""), element.get("attachedToRef", ""), ends))
        for inner in element:
            self._part(inner)

    def _part(self, inner: etree._Element) -> None:
        """What stands inside a kept node and is not kept with it."""
        name = local(inner)
        if name in {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}:
            self.leave(inner, _("Lặp nhiều lần không có trong ngôn ngữ quy trình; bước được giữ như làm một lần."))
        elif name and name not in _SILENT and name not in _WAITS and name != _TERMINATES and inner.get("id"):
            self.leave(inner, _("Dữ liệu vào, ra và phân công của bước không được giữ."))

    def diagram(self) -> Diagram:
        """The whole; flows that lost an end are named as well."""
        known = {node.id for node in self.nodes}
        whole, left = [], list(self.left)
        for flow in self.flows:
            if flow.source in known and flow.target in known:
                default = flow.id in self.defaults
                whole.append(Flow(flow.id, flow.source, flow.target, flow.condition, default))
            else:
                left.append(Left(flow.id, "sequenceFlow", _("Nối với một phần tử không được giữ.")))
        return Diagram(tuple(self.nodes), tuple(whole), tuple(self.lanes), tuple(left))


def _discriminates(element: etree._Element) -> bool:
    """Whether a complex gateway only waits for the first of several branches: many ways in, one out."""
    names = [local(inner) for inner in element]
    return names.count("incoming") > 1 and names.count("outgoing") == 1


def _lanes(process: etree._Element) -> Iterator[etree._Element]:
    return (element for element in process.iter() if local(element) == "lane")


def _words(element: etree._Element) -> str:
    return " ".join(element.get("name", "").split())


def _kind(element: etree._Element, name: str) -> tuple[str, str]:
    """(kind, ""), or ("", why it is not kept)."""
    if name in _TASKS or name in _GATEWAYS:
        return _TASKS.get(name) or _GATEWAYS[name], ""
    if name in _EVENTS:
        return _event(element, name)
    reasons = {
        "subProcess": _("Quy trình con không được giữ; vẽ các bước của nó vào quy trình chính, hoặc lập thủ tục liên thông."),
        "callActivity": _("Gọi quy trình khác không được giữ; lập thủ tục liên thông."),
        "inclusiveGateway": _("Cổng chọn một hay nhiều nhánh không có trong ngôn ngữ; dùng cổng loại trừ hoặc song song."),
        "eventBasedGateway": _("Cổng chờ sự kiện không có trong ngôn ngữ; dùng hạn thời gian của bước."),
        "complexGateway": _("Cổng phức hợp không có trong ngôn ngữ."),
        "scriptTask": _("Bước chạy mã lệnh không được giữ: quy trình không chứa mã."),
        "businessRuleTask": _("Bước gọi bảng luật không được giữ; ghi luật thành điều kiện của thao tác."),
    }
    return "", reasons.get(name, _("Ngôn ngữ quy trình không có loại phần tử này."))


def _event(element: etree._Element, name: str) -> tuple[str, str]:
    waits = [local(child) for child in element if local(child).endswith("EventDefinition")]
    if name == "endEvent" and waits == [_TERMINATES]:
        return "end", ""
    strange = [wait for wait in waits if wait not in _WAITS]
    if strange or len(waits) > 1:
        return "", _("Sự kiện loại này không có trong ngôn ngữ; chỉ giữ hẹn giờ và thông điệp.")
    if name == "startEvent":
        return "start", ""
    if name == "endEvent":
        return "end", ""
    return (_WAITS[waits[0]], "") if waits else ("", _("Sự kiện trung gian không nói chờ gì nên không thành bước."))
