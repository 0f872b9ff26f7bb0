"""Two texts side by side: what is marked, and that nothing of either is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.publisher.review.marked import marked

SAYS = [
    ("Nộp tại quầy", "Nộp tại nhà", [("same", "Nộp tại "), ("gone", "quầy")], [("same", "Nộp tại "), ("new", "nhà")]),
    ("", "Mới", [], [("new", "Mới")]),
    ("Cũ", "", [("gone", "Cũ")], []),
    ("một hai ba", "bốn năm sáu", [("gone", "một hai ba")], [("new", "bốn năm sáu")]),
    ("Như nhau", "Như nhau", [("same", "Như nhau")], [("same", "Như nhau")]),
]


@pytest.mark.parametrize(("before", "after", "left", "right"), SAYS)
def test_the_words_that_differ_are_marked(before: str, after: str, left: list, right: list) -> None:
    sides = marked(before, after)
    assert [[(bit.kind, bit.text) for bit in side] for side in sides] == [left, right]


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_joined_they_are_the_texts_again(before: str, after: str) -> None:
    left, right = marked(before, after)
    assert ("".join(bit.text for bit in left), "".join(bit.text for bit in right)) == (before, after)
