"""normalise ∘ read ∘ inputs gives back every stored value, for every type; normalise is idempotent."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from common.text import tidy
from eforms.nodes import Field
from eforms.ports import OfOne, StoredFile
from eforms.types.text import TextArea
from tests.eforms.forms import PORTS, component, form
from tests.eforms.test_types import png

CHOICES = [{"value": value, "label": value.upper()} for value in ("01", "79", "khac")]
codes = st.sampled_from(["01", "79", "khac"])
texts = st.text(st.characters(blacklist_categories=["C"]), max_size=40).map(tidy)
days = st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(lambda d: f"{d:%d/%m/}{d.year:04d}")
parts = st.one_of(days, days.map(lambda d: "00" + d[2:]), days.map(lambda d: "00/00" + d[5:]))
moments = st.datetimes(datetime(1800, 1, 2), datetime(2200, 12, 30)).map(lambda d: d.isoformat(timespec="seconds") + "+07:00")
FILES = OfOne(PORTS, {key: StoredFile(key, f"{key}.pdf", 10, "application/pdf") for key in ("f1", "f2")})

TYPES: list[tuple[str, dict[str, Any], st.SearchStrategy[Any]]] = [
    ("textfield", {}, texts),
    ("textarea", {}, st.text(st.characters(blacklist_categories=["Cs"]), max_size=40).map(TextArea().clean)),
    ("email", {}, st.emails()),
    ("phoneNumber", {}, st.from_regex(r"0\d{9}", fullmatch=True)),
    ("number", {}, st.integers(-(10**14), 10**14) | st.floats(-1e9, 1e9).map(lambda x: round(x, 4))),
    ("currency", {}, st.integers(-(10**12), 10**14)),
    ("checkbox", {}, st.booleans()),
    ("radio", {"values": CHOICES}, codes),
    ("select", {"data": {"values": CHOICES}}, codes),
    ("selectboxes", {"values": CHOICES}, st.fixed_dictionaries(dict.fromkeys(["01", "79", "khac"], st.booleans()))),
    ("day", {}, parts),
    ("day", {"dayFirst": False}, days.map(lambda d: f"{d[3:5]}/{d[:2]}/{d[6:]}")),
    ("datetime", {}, st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(date.isoformat)),
    ("datetime", {}, moments),
    ("time", {}, st.times().map(lambda t: f"{t:%H:%M:%S}")),
    ("time", {"dataFormat": "HH:mm"}, st.times().map(lambda t: f"{t:%H:%M}")),
    ("url", {}, st.from_regex(r"https://[a-z]{1,9}\.(vn|com)(/[a-z?=]{0,9})?", fullmatch=True)),
    ("signature", {}, st.just(png()) | texts.map(lambda name: "data:text/plain;charset=utf-8," + quote(name))),
    ("file", {"multiple": True}, st.lists(st.sampled_from(["f1", "f2"]), max_size=3)),
    ("textfield", {"vn": {"type": "nationalId"}}, st.from_regex(r"[0-9]{12}", fullmatch=True)),
    ("textfield", {"vn": {"type": "taxCode"}}, st.from_regex(r"[0-9]{10}(-[0-9]{3})?", fullmatch=True)),
    (
        "textfield",
        {"vn": {"type": "address"}},
        st.fixed_dictionaries(
            {"tinh": st.sampled_from(["79", "01"]), "xa": st.sampled_from(["25747", "00004"])}, optional={"chiTiet": texts}
        ),
    ),
]


def posted(node: Field, value: Any) -> QueryDict:
    """What a browser would send for the boxes of this value."""
    post = QueryDict(mutable=True)
    for suffix, held in node.kind.inputs(node, value).items():
        post.setlist(f"x{suffix}", held) if held else None
    return post


@pytest.mark.parametrize(("kind", "more", "values"), TYPES, ids=lambda value: str(value)[:30])
def test_round_trip(kind: str, more: dict[str, Any], values: st.SearchStrategy[Any]) -> None:
    node = form(component(kind, **more)).nodes[0]

    @settings(max_examples=50)
    @given(values)
    def check(raw: Any) -> None:
        stored = node.kind.normalise(node, raw, FILES)
        assert node.kind.normalise(node, stored, FILES) == stored
        back = node.kind.normalise(node, node.kind.read(node, "x", posted(node, stored)), FILES)
        assert back == stored and type(back) is type(stored)
        assert isinstance(node.kind.display(node, stored), str)

    check()


def test_a_whole_date_may_be_pasted_into_the_first_box() -> None:
    node = form(component("day")).nodes[0]
    for typed in ("1/3/2026", "01-03-2026", "1.3.2026", "2026-03-01", " 1 3 2026 "):
        post = QueryDict(mutable=True)
        post.update({"x-ngay": typed, "x-thang": "", "x-nam": ""})
        assert node.kind.normalise(node, node.kind.read(node, "x", post), PORTS) == "01/03/2026"


def test_a_wrong_date_stays_in_its_boxes() -> None:
    node = form(component("day")).nodes[0]
    assert node.kind.inputs(node, "31/2/2026") == {"-ngay": ["31"], "-thang": ["2"], "-nam": ["2026"]}
