"""Loads a Form.io document: accepted and compiled once, or refused with every path that is wrong.

Accepted are the types of ``eforms.types``, the rules of ``eforms.rules``, the conditions of ``eforms.conditions`` and JsonLogic;
refused are custom code, unknown types, rules and operators, duplicate keys, cycles, and patterns that can hang the server.
Compiled forms are kept by the hash of their content, so a published version is compiled once per process.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from django.utils.translation import gettext as _

from eforms import lint, order
from eforms.nodes import Field, Form, Page, Refusal
from eforms.paths import bare
from eforms.reader import Draft, Reader

MOST_CACHED = 256
MOST_BYTES = 2_000_000
_cache: OrderedDict[str, Form] = OrderedDict()
_lock = Lock()


class Refused(ValueError):
    """The document is not accepted; ``refusals`` says where, why and what to do."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = refusals
        super().__init__("; ".join(f"{r.path}: {r.message}" for r in refusals))


def content_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document in canonical JSON."""
    return hashlib.sha256(_canonical(document)).hexdigest()


def _canonical(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def load(document: Mapping[str, Any]) -> Form:
    """Compile ``document`` (remembered by content). Raises ``Refused``."""
    if not isinstance(document, Mapping):
        raise Refused([Refusal("", "bad-document", _("Biểu mẫu phải là một đối tượng JSON có “components”."))])
    try:
        canonical = _canonical(document)
    except (TypeError, ValueError, RecursionError):
        raise Refused([Refusal("", "bad-document", _("Biểu mẫu không đọc được như JSON."))]) from None
    key = hashlib.sha256(canonical).hexdigest()
    with _lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    if len(canonical) > MOST_BYTES:
        raise Refused([Refusal("", "too-large", _("Biểu mẫu quá lớn. Chia nó thành nhiều biểu mẫu."))])
    form = _compile(json.loads(canonical), key)
    with _lock:
        _cache[key] = form
        while len(_cache) > MOST_CACHED:
            _cache.popitem(last=False)
    return form


def _compile(document: Mapping[str, Any], key: str) -> Form:
    reader = Reader(wizard=document.get("display") == "wizard")
    drafts = reader.survey(document.get("components"), "components", "", "", (), ())
    roots = tuple(reader.build(draft) for draft in drafts)
    nodes = tuple(reader.nodes[index] for index in sorted(reader.nodes))
    if reader.refusals:
        raise Refused(reader.refusals)
    if not any(node.kind.input for node in nodes):
        raise Refused([Refusal("components", "empty", _("Biểu mẫu chưa có ô nào để trả lời. Thêm ít nhất một ô."))])
    try:
        settled = order.settle_order(nodes)
    except order.Cycle as cycle:
        raise Refused([_cycle(cycle, reader.drafts)]) from None
    pages = _pages(document, roots)
    by_path = {bare(node.path): node for node in nodes}
    title = str(document.get("title") or "")
    return Form(key, title, pages, nodes, settled, lint.remarks(nodes, pages, settled), by_path)


def _cycle(cycle: order.Cycle, drafts: list[Draft]) -> Refusal:
    names = " → ".join(bare(member.path) for member in cycle.members)
    message = _("Các điều kiện hoặc phép tính chờ lẫn nhau thành vòng: %s. Bỏ bớt một điều kiện.") % names
    return Refusal(drafts[cycle.members[0].index].at, "cycle", message)


def _pages(document: Mapping[str, Any], roots: tuple[Field, ...]) -> tuple[Page, ...]:
    """Top-level panels are the pages of a wizard; what stands outside them belongs to the first page."""
    panels = [node for node in roots if node.kind.name == "panel"]
    if document.get("display") != "wizard" or not panels:
        return (Page("form", str(document.get("title") or ""), roots),)
    stray = tuple(node for node in roots if node.kind.name != "panel")
    return tuple(
        Page(node.key, node.label, (*stray, *node.children) if number == 0 else node.children, node)
        for number, node in enumerate(panels)
    )
