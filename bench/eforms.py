"""E-forms: the engine against @formio/core in Node on the same forms and answers, and the server's time for a wizard page.

eform-14, eform-60, eform-200   validations a second; 200 fields carry 100 rules; at least as many as the reference
eform-grid                      a conditional grid of 800 rows to one of 200: at most 5 times (it is 4 when linear)
eform-grid-reference            800 rows: at most 1/20 of the reference's time
eform-jsonlogic                 rules a second, compiled once to compiled for every call: at least twice; json-logic-js beside it
eform-page-20, eform-page-200   a wizard page (200 fields with 100 rules) to an empty page of the site, logged in, over HTTP:
                                at most 4 and 15 times, and the same number of queries
"""

from collections.abc import Callable, Mapping

from bench import eform_forms, eform_page
from bench.measure import Result, alternate, at_least, at_most, seconds
from common import jsonlogic
from eforms import engine, schema
from eforms.ports import PlainPorts
from tests.eforms.differential.oracle import Oracle

ROUNDS = 5
ROWS, MORE_ROWS = 200, 800


def run() -> list[Result]:
    """All of them."""
    return [part() for part in PARTS.values()]


def _validations(fields: int, rules: int, times: int) -> Result:
    document, answers = eform_forms.form(fields, rules), eform_forms.answers(fields)
    form, ports = schema.load(document), PlainPorts()
    if engine.process(form, answers, ports=ports).errors:
        raise RuntimeError("the answers of the benchmark must pass")

    def ours() -> float:
        return times / seconds(lambda: [engine.process(form, answers, ports=ports) for _ in range(times)])

    with Oracle() as oracle:
        rates = alternate(ours, lambda: times / oracle.seconds(document, answers, times), ROUNDS)
    note = f"validations/s, {fields} fields, {rules} rules; @formio/core in Node, its copies made before the clock starts"
    return at_least(f"eform-{fields}", *rates, 1.0, ROUNDS, note)


def _rows(count: int) -> Callable[[], float]:
    form, answers, ports = schema.load(eform_forms.grid()), eform_forms.grid_rows(count), PlainPorts()
    return lambda: seconds(lambda: engine.process(form, answers, ports=ports))


def _grid() -> Result:
    ours, baseline = alternate(_rows(MORE_ROWS), _rows(ROWS), 3 * ROUNDS)
    return at_most("eform-grid", ours, baseline, 5, 3 * ROUNDS, f"seconds, {MORE_ROWS} rows to {ROWS}, a condition in each row")


def _grid_reference() -> Result:
    own = _rows(MORE_ROWS)
    ours = min(own() for _ in range(ROUNDS))
    with Oracle() as oracle:  # one run: it takes seconds
        baseline = oracle.seconds(eform_forms.grid(), eform_forms.grid_rows(MORE_ROWS), 1)
    return at_most("eform-grid-reference", ours, baseline, 0.05, 1, f"seconds, {MORE_ROWS} rows, ours to @formio/core")


def _jsonlogic() -> Result:
    rules, data = eform_forms.logic(), {"data": eform_forms.answers(200)}
    compiled, times = [jsonlogic.compile(rule) for rule in rules], 500

    def ours() -> float:
        return times * len(rules) / seconds(lambda: [[rule(data) for rule in compiled] for _ in range(times)])

    def anew() -> float:
        return times * len(rules) / seconds(lambda: [[jsonlogic.compile(rule)(data) for rule in rules] for _ in range(times)])

    with Oracle() as oracle:
        reference = times * len(rules) / min(oracle.logic_seconds(rules, data, times) for _ in range(3))
    note = (
        f"rules/s, {len(rules)} rules compiled once, to compiled for every call; json-logic-js in Node, warm: {reference:,.0f}/s"
    )
    return at_least("eform-jsonlogic", *alternate(ours, anew, ROUNDS), 2, ROUNDS, note)


PARTS: Mapping[str, Callable[[], Result]] = {
    "eform-14": lambda: _validations(14, 0, 200),
    "eform-60": lambda: _validations(60, 0, 50),
    "eform-200": lambda: _validations(200, 100, 10),
    "eform-grid": _grid,
    "eform-grid-reference": _grid_reference,
    "eform-jsonlogic": _jsonlogic,
    "eform-page-20": lambda: eform_page.measure(20, 10, 4),
    "eform-page-200": lambda: eform_page.measure(200, 100, 15),
}
