"""Small procedures for tests: invented names, a one-question form, the shortest process that passes the checker."""

from datetime import date
from typing import Any

from common.actors import SYSTEM
from procedures.models import Field, Procedure, ProcedureVersion
from procedures.services.publish import publish

FORM = {
    "display": "wizard",
    "components": [
        {
            "type": "panel",
            "key": "trang",
            "title": "Thông tin",
            "components": [
                {"type": "number", "key": "soBan", "label": "Số bản", "input": True},
                {"type": "textfield", "key": "ten", "label": "Tên", "input": True},
            ],
        }
    ],
}


def process(**first: Any) -> dict[str, Any]:
    def step(key: str, kind: str, role: str, act: str, to: str, share: Any) -> dict[str, Any]:
        actions = [{"key": act, "label": act, "to": to}]
        return {"key": key, "name": key, "kind": kind, "role": role, "agency": "handling", "share": share, "actions": actions}

    receive = step("receive", "receive", "clerk", "receive", "approve", {"limit": "8h"})
    approve = step("approve", "approve", "leader", "approve", "give", 0.5)
    give = step("give", "hand-over", "clerk", "hand-over", "end", 0.1) | {"agency": "receiving"}
    return {"schema": 1, "name": "thử", "steps": [{**receive, **first}, approve, give]}


def content(name: str = "Thủ tục thử", **changed: Any) -> dict[str, Any]:
    return {
        "schema": 1,
        "names": {"vi": name, "en": "Trial"},
        "summary": "Để thử.",
        "who": "Ai cũng được.",
        "fee_text": "Không mất tiền.",
        "papers": [],
        "fees": [],
        "limit": {"value": "3wd", "policy": {}, "text": "3 ngày làm việc"},
        "form": FORM,
        "process": process(),
        "results": [
            {"key": "kq", "code": "KQ.1", "name": "Kết quả thử", "template": "extract-copy", "validity": "Không thời hạn"}
        ],
        "legal_bases": [{"code": "1/2026", "name": "Văn bản thử"}],
        "steps": ["Nộp", "Nhận"],
        "methods": [{"channel": "online", "text": "Trực tuyến"}],
        **changed,
    }


def procedure(code: str) -> Procedure:
    field, _ = Field.objects.get_or_create(code="G15-TP07", defaults={"name": "Hộ tịch"})
    return Procedure.objects.get_or_create(code=code, defaults={"field": field})[0]


def published(code: str, name: str = "Thủ tục thử", **changed: Any) -> ProcedureVersion:
    procedure(code)
    return publish(code, content(name, **changed), by=SYSTEM, effective_from=date(2026, 1, 1), decision="Quyết định thử")
