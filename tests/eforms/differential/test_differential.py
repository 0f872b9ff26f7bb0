"""The same forms and submissions through @formio/core and through ours: validity, (path, rule) and data after processing.

What differs must stand in ``deliberate.py``; what stands there must be needed by a fixed case.
More examples: ``bin/test soak tests/eforms/differential --hypothesis-seed=7`` (EFORMS_EXAMPLES=…).
"""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal
from hypothesis import HealthCheck, given, settings

from tests.eforms.differential.cases.dressed import dressed
from tests.eforms.differential.cases.table import Case, expand
from tests.eforms.differential.deliberate import DELIBERATE, explanation
from tests.eforms.differential.generated import cases, odd_cases
from tests.eforms.differential.oracle import Oracle
from tests.eforms.differential.report import FIXED, compared, line

bounded = partial(settings, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    """One Node process for all cases."""
    with Oracle() as running:
        yield running


def unexplained(oracle: Oracle, case: Case) -> list[str]:
    """The points that differ and are not deliberate."""
    return [str(difference) for difference in compared(oracle, case) if explanation(difference) is None]


@pytest.mark.parametrize("theme", FIXED)
def test_fixed_cases(oracle: Oracle, theme: str) -> None:
    found = [text for case in expand(FIXED[theme]) for text in unexplained(oracle, case)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", FIXED)
def test_fixed_cases_as_the_builder_exports_them(oracle: Oracle, theme: str) -> None:
    found = [text for case in map(dressed, expand(FIXED[theme])) for text in unexplained(oracle, case)]
    assert not found, "\n".join(found)


def test_every_deliberate_difference_is_needed(oracle: Oracle) -> None:
    every = [difference for table in FIXED.values() for case in expand(table) for difference in compared(oracle, case)]
    needed = {entry.id for entry in map(explanation, every) if entry}
    assert [entry.id for entry in DELIBERATE if entry.id not in needed] == []


def test_the_page_lists_every_deliberate_difference() -> None:
    page = Path(portal.BASE_DIR, "docs", "e-forms-differences.md").read_text(encoding="utf-8")
    assert [entry.id for entry in DELIBERATE if line(entry) not in page] == []


@bounded(max_examples=600, derandomize=True)
@given(cases())
def test_generated_cases(oracle: Oracle, drawn: tuple[Mapping[str, Any], Mapping[str, Any]]) -> None:
    assert unexplained(oracle, Case("generated", *drawn)) == []


@bounded(max_examples=200, derandomize=True)
@given(odd_cases())
def test_generated_nonsense(oracle: Oracle, drawn: tuple[Mapping[str, Any], Mapping[str, Any]]) -> None:
    assert unexplained(oracle, Case("nonsense", *drawn)) == []


@pytest.mark.soak
@bounded(max_examples=int(os.environ.get("EFORMS_EXAMPLES", "50000")))
@given(cases() | odd_cases())
def test_many_generated_cases(oracle: Oracle, drawn: tuple[Mapping[str, Any], Mapping[str, Any]]) -> None:
    assert unexplained(oracle, Case("generated", *drawn)) == []
