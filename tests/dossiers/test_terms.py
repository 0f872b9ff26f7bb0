"""The table of terms: each with its source, a province's own in their place, nonsense refused before the portal starts."""

from datetime import timedelta

import pytest

from deadlines.limits import parse
from dossiers import terms

WRONG = [({"soon": "1wd"}, "dossiers.E001"), ({"question": "mai"}, "dossiers.E002"), ({"draft": "3wd"}, "dossiers.E003")]


def test_every_term_can_be_read_and_says_where_it_comes_from() -> None:
    assert terms.check() == []
    for name, term in terms.TERMS.items():
        assert parse(term.limit) and len(term.source) > 20, name
    assert terms.span("draft") == timedelta(days=60) and terms.words("taken-back") == "3 ngày làm việc"


def test_a_province_sets_its_own(settings) -> None:
    settings.DOSSIER_TERMS = {"question": "1wd"}
    assert (terms.limit("question"), terms.limit("complaint"), terms.check()) == ("1wd", "30d", [])


@pytest.mark.parametrize(("given", "code"), WRONG)
def test_nonsense_is_refused(settings, given: dict[str, str], code: str) -> None:
    settings.DOSSIER_TERMS = given
    assert [found.id for found in terms.check()] == [code]
