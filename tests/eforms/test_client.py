"""The browser's copy of conditions and JsonLogic (eform-rules.js) agrees with the server's, where Node.js is there."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from common import jsonlogic
from eforms import conditions

SCRIPT = Path(__file__).resolve().parents[2] / "frontend" / "src" / "eform-rules.js"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")

ASK = """
import { holds, logic } from %s
const { rules, conditions } = JSON.parse(await new Promise((done) => {
  let all = ''; process.stdin.on('data', (part) => { all += part }); process.stdin.on('end', () => done(all)) }))
const answer = {
  rules: rules.map(([rule, data]) => logic(rule, data)),
  conditions: conditions.map(([c, data, row]) => holds(c, data, row))
}
process.stdout.write(JSON.stringify(answer))
"""

VALUES: list[Any] = [
    None,
    "",
    "co",
    "khac",
    0,
    3,
    "12",
    True,
    False,
    ["a", "b"],
    {"me": True, "cha": False},
    "01/03/2026",
    "2026-03-01",
]
WANTED: list[Any] = ["", "co", "3", 3, "me", "a", True, "1/3/2026", "2026-03-02"]
RULES: list[Any] = [
    {"==": [{"var": "v"}, 3]},
    {"!": [{"var": "v"}]},
    {"and": [{"var": "v"}, {"in": ["c", {"var": "v"}]}]},
    {"if": [{"var": "v"}, "có", "không"]},
    {"some": [{"var": "v"}, {"==": [{"var": ""}, "b"]}]},
    {"missing": ["v", "w"]},
    {"missing_some": [1, ["v", "w"]]},
    {"reduce": [{"var": "v"}, {"cat": [{"var": "accumulator"}, {"var": "current"}]}, ""]},
    {"or": [{"var": "v.me"}, {"var": ["v.cha", "?"]}]},
    {"<": [1, {"var": "v"}, 5]},
]


def ask(rules: list[Any], tests: list[Any]) -> dict[str, list[Any]]:
    """What the script answers."""
    code = ASK % json.dumps(SCRIPT.as_uri())
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-e", code],
        input=json.dumps({"rules": rules, "conditions": tests}),
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return json.loads(done.stdout)


def test_the_browser_decides_as_the_server_does() -> None:
    pairs = [(rule, {"v": value}) for rule in RULES for value in VALUES]
    cases = []
    for operator in conditions.OPERATORS:
        for value in VALUES:
            for wanted in WANTED:
                document = {
                    "show": True,
                    "conjunction": "all",
                    "conditions": [{"component": "v", "operator": operator, "value": wanted}],
                }
                compiled = conditions.compile(document, lambda name: f"data.{name}")
                assert compiled is not None
                cases.append((compiled, {"v": value}, (operator, value, wanted)))
    said = ask([[r, d] for r, d in pairs], [[c.client, d, d] for c, d, _case in cases])
    ours = [json.loads(json.dumps(jsonlogic.apply(rule, data))) for rule, data in pairs]
    assert [p for p, a, b in zip(pairs, ours, said["rules"], strict=True) if a != b] == []
    assert [case for (c, d, case), b in zip(cases, said["conditions"], strict=True) if c.test(d, d) is not b] == []
