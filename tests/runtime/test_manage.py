"""Which commands start services: the contract of interfaces.md as a table."""

import pytest

from runtime.manage import needs_database

TABLE = [
    ("due_date --at 2026-01-05T08:00 --limit 3wd --calendar c.json --json", False),
    ("due_date --batch q.jsonl --calendar=c.json --json", False),
    ("due_date --at 2026-01-05T08:00 --limit 3wd --agency H09 --json", True),
    ("due_date --at 2026-01-05T08:00 --limit 3wd --json", True),
    ("eform_check form.json submission.json --json", False),
    ("process_import house.bpmn --json", False),
    ("process_import house.bpmn --save --procedure 1.013225", True),
    ("search_procedures khai sinh --json", True),
    ("verify_audit --json", True),
    ("help", False),
    ("seed --help", False),
    ("", False),
]


@pytest.mark.parametrize(("line", "expected"), TABLE)
def test_services_are_started_only_for_commands_that_need_them(line: str, expected: bool) -> None:
    assert needs_database(line.split()) is expected
