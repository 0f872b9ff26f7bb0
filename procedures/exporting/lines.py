"""The JSON export: one line a procedure, as the national database answers for one."""

import json

from procedures.exporting.choosing import Exported
from procedures.exporting.national import record_of


def line_of(one: Exported) -> str:
    """One line; ``import_procedures`` takes it back without a change."""
    record = record_of(one.code, one.kind, one.field, one.content)
    return json.dumps({"code": "OK", "data": record, "message": "OK"}, ensure_ascii=False)
