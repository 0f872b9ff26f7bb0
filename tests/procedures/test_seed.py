"""The seeded catalogue: complete, accepted by every checker, and the same after the second run."""

import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from agencies.models import Agency, Seat
from procedures import content as contents
from procedures import search, selectors
from procedures.models import LifeEvent, Offering, Procedure, ProcedureVersion, Publication, Synonym
from procedures.services.seed import content_of
from vault.results import template

SEEDS = settings.BASE_DIR / "seeds"
FOLDERS = {home.name: home for home in sorted((SEEDS / "procedures").iterdir()) if home.is_dir()}
CODES = tuple(FOLDERS)
ROLES = frozenset({Seat.Role.CLERK, Seat.Role.HANDLER, Seat.Role.LEADER, Seat.Role.RECORDS})
NAMED = {
    "1.001193", "1.000894", "1.000656", "2.000635", "2.000815", "1.004194", "1.013225", "2.001955", "1.001612", "1.001699",
    "1.003659", "2.000986",
}  # fmt: skip


@cache
def content(code: str) -> dict[str, Any]:
    return content_of(FOLDERS[code])[1]


def test_at_least_thirty_procedures_of_ten_fields_and_every_level_the_named_ones_among_them() -> None:
    data = [content_of(home)[0] for home in FOLDERS.values()]
    assert len(data) >= 30
    assert set(CODES) >= NAMED
    assert len({one["field"]["code"] for one in data}) >= 10
    assert {level for code in CODES for level in content(code).get("levels", ())} >= {"tinh", "xa"}


@pytest.mark.parametrize("code", CODES)
def test_form_papers_fees_process_and_texts_of_a_seed_agree(code: str) -> None:
    data = content_of(FOLDERS[code])[0]
    contents.validate(content(code), roles=ROLES)
    assert data["code"] == code
    events = {event["slug"] for event in yaml.safe_load((SEEDS / "life_events.yaml").read_text(encoding="utf-8"))}
    assert set(data.get("life_events", ())) <= events
    assert len(content(code)["keywords"]) >= 3


@pytest.mark.parametrize("code", CODES)
def test_sentences_are_short_and_in_our_words(code: str) -> None:
    told = content(code)
    texts = [told["summary"], told["who"], told["fee_text"], told["limit"]["text"]]
    texts += [step["text"] if isinstance(step, dict) else step for step in told["steps"]] + told.get("conditions", [])
    for question in told.get("eligibility", ()):
        texts += [question["question"], *(o["result"][k] for o in question["options"] if "result" in o for k in ("title", "why"))]
    for sentence in (s for text in texts for s in text.replace("?", ".").replace(":", ".").split(". ")):
        assert len(sentence.split()) <= 32, sentence
        assert not [word for word in ("!", "vui lòng", "không hợp lệ", "bắt buộc nhập") if word in sentence.lower()], sentence


VIETNAMESE = re.compile(r"[ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
SHOWN = ("summary", "who", "fee_text", "conditions", "methods", "returning", "steps", "eligibility")
ROWS = (
    ("papers", ("name", "note", "only_if", "held_by")),
    ("fees", ("name", "unit", "times_unit")),
    ("results", ("name", "validity")),
    ("cases", ("name", "hint", "limit", "fee_text")),
)


@pytest.mark.parametrize("code", CODES)
def test_every_translation_has_a_place_and_the_page_is_english_throughout(code: str) -> None:
    english = contents.localised(content(code), "en")
    shown = {key: english[key] for key in SHOWN if key in english} | {"limit": english["limit"]["text"]}
    for group, keys in ROWS:
        shown[group] = [[item.get(key, "") for key in keys] for item in english.get(group, ())]
    legal = re.compile(r'"basis": "[^"]*"')  # the names of Vietnamese law stay as they are
    said = legal.sub("", json.dumps(shown, ensure_ascii=False))
    for path, text in content(code)["translations"]["en"].items():
        assert json.dumps(text, ensure_ascii=False)[1:-1] in said, path
    assert not [word for word in re.split(r'[\s"]', said) if VIETNAMESE.search(word.lower()) and word.strip(".,") != "đ"]


@pytest.mark.parametrize("code", CODES)
def test_results_have_a_template_whose_needs_their_fields_can_meet(code: str) -> None:
    for result in content(code)["results"]:
        have = {field["key"] for field in result.get("fields", ())}
        assert set(template(result["template"]).required) <= have, result["key"]


def seed() -> str:
    said = io.StringIO()
    call_command("seed_procedures", stderr=said)
    return said.getvalue()


def counts() -> list[int]:
    return [model.objects.count() for model in (Procedure, ProcedureVersion, Publication, Offering, Synonym, LifeEvent)]


@pytest.mark.slow
def test_seeding_twice_changes_nothing(province: None) -> None:
    before = counts()
    assert before[1] == len(CODES)
    assert "không có gì mới" in seed()
    assert counts() == before


@pytest.mark.slow
def test_who_receives_and_who_handles(province: None) -> None:
    birth = selectors.offerings(selectors.published("1.001193"))
    assert len(birth) == 91
    home = next(o for o in birth if o.handling.code == "H09.21.23")
    assert (home.receiving.kind, home.receiving.parent_id) == (Agency.Kind.ONE_DOOR, home.handling_id)
    copies = selectors.offerings(selectors.published("2.000635"))
    assert ("H09.19", "H09.03") in {(o.receiving.code, o.handling.code) for o in copies}
    permits = selectors.offerings(selectors.published("1.013225"))
    assert {o.handling.path.startswith(Agency.objects.get(code="H09.21").path) for o in permits} == {True}
    assert [hit.code for hit in search.search("xay nha", agency="H09.21.23")] == ["1.013225"]
    assert search.search("xay nha", agency="H09.03") == []


@pytest.mark.slow
def test_everyday_words_find_the_seeded_procedures(province: None) -> None:
    wanted = {
        "lam giay khai sinh": "1.001193",
        "xay nha": "1.013225",
        "mat giay khai sinh": "2.000635",
        "trich luc": "2.000635",
        "cuoi": "1.000894",
        "giay chung tu": "1.000656",
        "sao y": "2.000815",
        "cong chung chu ky": "2.000884",
        "nhan con nuoi": "2.001263",
        "tien mai tang": "1.001731",
        "luong nguoi gia": "1.014027",
        "ho ngheo": "1.011607",
        "giam ho": "1.004837",
    }
    found = {query: [hit.code for hit in search.search(query)[:2]] for query in wanted}
    assert {query: codes for query, codes in found.items() if wanted[query] not in codes} == {}


def test_a_seed_without_its_agencies_says_what_to_load_first(db: None) -> None:
    with pytest.raises(CommandError, match="seed_agencies"):
        seed()
    assert counts() == [0] * 6


def test_a_refused_seed_names_the_place_and_writes_nothing(db: None, tmp_path: Path) -> None:
    home = tmp_path / "procedures" / "1.001193"
    home.mkdir(parents=True)
    for name in ("procedure.yaml", "process.yaml", "form.json", "en.yaml"):
        text = (SEEDS / "procedures" / "1.001193" / name).read_text(encoding="utf-8")
        (home / name).write_text(text.replace("amount: 8000", "amount: -8000"), encoding="utf-8")
    for name in ("life_events.yaml", "synonyms.yaml"):
        (tmp_path / name).write_text((SEEDS / name).read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CommandError, match="fees/ban-sao-khai-sinh/amount"):
        call_command("seed_procedures", folder=tmp_path, stderr=io.StringIO())
    assert counts() == [0] * 6
