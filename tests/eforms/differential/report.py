"""The differential report as a page: what was compared, what agrees, and every deliberate difference with its reason."""

from collections import Counter
from collections.abc import Iterator, Mapping

from eforms.checking import check
from tests.eforms.differential.cases import choices, conditions, dates, groups, nested, numbers, own, rules, text
from tests.eforms.differential.cases.table import Case, Row, expand
from tests.eforms.differential.compare import Difference, differences
from tests.eforms.differential.deliberate import DELIBERATE, Deliberate, explanation
from tests.eforms.differential.oracle import Oracle
from tests.eforms.forms import NOW

MODULES = (text, numbers, choices, dates, groups, conditions, nested, rules, own)
FIXED: Mapping[str, Mapping[str, Row]] = {module.__name__.rpartition(".")[2]: module.TABLE for module in MODULES}


def compared(oracle: Oracle, case: Case) -> Iterator[Difference]:
    """The points in which the two answers to a case differ."""
    theirs, ours = oracle.ask(case.form, case.data), check(case.form, {"data": case.data}, NOW)
    return differences(case, theirs, ours)


def line(entry: Deliberate) -> str:
    """How an entry stands in the page."""
    return f"| `{entry.id}` | {entry.what} | {entry.why} |"


def report() -> str:
    """The page, in Markdown."""
    with Oracle() as oracle:
        found = {theme: [list(compared(oracle, case)) for case in expand(table)] for theme, table in FIXED.items()}
    met = Counter(entry.id for cases in found.values() for case in cases for entry in {explanation(d) for d in case} if entry)
    rows = [
        f"| {theme} | {len(FIXED[theme])} | {len(cases)} | {sum(not case for case in cases)} "
        f"| {sum(any(explanation(d) is None for d in case) for case in cases)} |"
        for theme, cases in found.items()
    ]
    return "\n".join(
        [
            "# E-forms: where ours differs from @formio/core, and why",
            "",
            "Written by `.venv/bin/python -m tests.eforms.differential`; the list is tests/eforms/differential/deliberate.py.",
            "`bin/test` sends the same forms and submissions through the reference (@formio/core, Node) and through ours and",
            "compares validity, the set of (path, rule) and the data after processing; the forms plain, and as Form.io's builder",
            "exports them. Nothing else may differ, and an entry that no case needs any more fails the test.",
            "",
            "| theme | forms | submissions | agree in everything | differ without a reason |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "Generated forms and submissions come on top: 800 in `bin/test`, 50,000 in `bin/test soak`",
            "(EFORMS_EXAMPLES, --hypothesis-seed).",
            "",
            "| difference | ours | why |",
            "|---|---|---|",
            *(line(entry) for entry in DELIBERATE),
            "",
            "Submissions that meet them: " + ", ".join(f"{name} {count}" for name, count in met.most_common()) + ".",
            "",
        ]
    )
