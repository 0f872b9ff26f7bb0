"""Half a draft may hold anything anywhere: the checker and the differences look at it without falling over."""

from procedures.checking import check
from procedures.differences import between
from tests.checking.rich import rich, spoilt


def test_nonsense_at_any_place_is_looked_at() -> None:
    base = rich()
    for where, content in spoilt():
        try:
            check(content)
            between(base, content)
            between(content, base)
        except Exception as error:
            raise AssertionError(where) from error
