"""Processes to try things on: every template, every seed; a process as its steps with where they lead."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from workflow.patterns import templates

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "procedures"
FLOWS: dict[str, Mapping[str, Any]] = {one.key: one.process for one in templates()}
FLOWS |= {
    "/".join(path.parent.relative_to(SEEDS).parts): yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(SEEDS.rglob("process.yaml"))
}


def led(doc: Mapping[str, Any]) -> list[str]:
    """ "receive>handle,receive,end" for every step: where its actions lead."""
    return [f"{step['key']}>{','.join(one['to'] for one in step['actions'])}" for step in doc["steps"]]
