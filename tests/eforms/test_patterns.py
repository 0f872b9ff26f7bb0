"""Which regular expressions a form may carry."""

import pytest

from eforms import patterns

GOOD = [
    r"\d{12}",
    r"^[0-9]{10}(-[0-9]{3})?$",
    r"[A-Z]+( [A-Z]+)*",
    r"[\w.]+@[\w.]+\.\w+",
    r"(0|\+84)\d{9}",
    r".*",
    r"a|b",
    r"[A-ZÀ-Ỹ][a-zà-ỹ]*(\s[A-ZÀ-Ỹ][a-zà-ỹ]*)*",
    r"(\d{3}\.)*\d{3}",
    r"\d{1,3}(\.\d{3})*( ?đ)?",
    r"[^<>]*",
    r".*abc.*",
]
HOSTILE = [
    r"(a+)+",
    r"(a*)*b",
    r"(\w+\s?)*",
    r"(a|ab|b)*c",
    r"(.*)*",
    r"(x+x+)+y",
    r"(\d+)*",
    r"(\d{1,3}){30}",
    r"(a?){60}",
    r"(.a|a.){30}",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"\d*\d*\d*\d*x",
    r".*.*.*=",
    r"((a{1,50}){1,50}){1,50}",
]


@pytest.mark.parametrize("source", GOOD)
def test_accepted(source: str) -> None:
    patterns.compile(source)


@pytest.mark.parametrize("source", HOSTILE)
def test_what_can_explode_is_refused(source: str) -> None:
    with pytest.raises(patterns.BadPattern, match="catastrophic"):
        patterns.compile(source)


@pytest.mark.parametrize(
    ("source", "reason"), [(r"(a)\1", "not-regular"), (r"(?=a)b", "not-regular"), ("([a", "syntax"), ("a" * 501, "too-long")]
)
def test_other_refusals(source: str, reason: str) -> None:
    with pytest.raises(patterns.BadPattern, match=reason):
        patterns.compile(source)
