"""The real titles of the national list, searched with our own queries: what ADR 0009 promises."""

import json
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from bench.search_fill import records
from bench.search_page import quality
from bench.search_rows import write
from procedures import revision
from procedures.models import Synonym
from procedures.search import search

pytestmark = [pytest.mark.django_db, pytest.mark.conformance]
HERE = Path(__file__).parent


def test_the_right_procedure_is_among_the_first(record_property) -> None:
    pairs = yaml.safe_load((Path(settings.BASE_DIR) / "seeds" / "synonyms.yaml").read_text(encoding="utf-8"))
    Synonym.objects.bulk_create(Synonym(phrase=phrase, means=means) for phrase, means in pairs.items())
    assert write(records(5_670), vacuum=False) > 5_000
    revision.bump()
    for name in ("search_queries.jsonl", "search_queries_held_out.jsonl"):
        asked = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
        found = quality(asked, search)
        record_property(name, json.dumps(found, ensure_ascii=False))
        assert found["three"] >= 0.92, found["misses"]
        assert found["first"] >= 0.80, found["misses"]
        assert found["mrr"] >= 0.88, found["misses"]
