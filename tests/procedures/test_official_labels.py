"""A form speaks to the applicant ("của bạn"); the official who reads the answers is not "bạn"."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from eforms import schema
from eforms.display import label_for
from eforms.nodes import Field
from runtime.places import ROOT

FORMS = sorted((ROOT / "seeds" / "procedures").glob("*/form.json"))


def fields(nodes: tuple[Field, ...]) -> Iterator[Field]:
    """Every question, also those inside groups and rows."""
    for node in nodes:
        yield node
        yield from fields(node.children)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.parent.name)
def test_no_label_speaks_to_the_official(path: Path) -> None:
    form = schema.load(json.loads(path.read_text()))
    labels = [label_for(node, official=True) for page in form.pages for node in fields(page.fields)]
    assert [label for label in labels if "bạn" in label.lower()] == []
    assert any("bạn" in label_for(node, official=False).lower() for page in form.pages for node in fields(page.fields))
