"""A result's words written by a publisher: places from fields and form, nothing run, an unknown place named at publishing."""

from typing import Any

from django.urls import reverse

from accounts.selectors import actor_for
from common import placeholders
from dossiers import results
from dossiers.loaded import load
from procedures import issued
from procedures.models import VersionDraft
from procedures.services.drafting import open_draft
from tests.vault import samples
from tests.world import PERMIT, World
from vault import documents, papers
from vault.results import OWN_WORDS

WORDS = "Xác nhận [[owner.name]] cư trú tại [[to-khai.nyc.diaChi]].\n\n# Quyết định:\n- Điều một [[khong.co]]"


def test_a_text_is_only_text() -> None:
    hostile = "{{ settings.SECRET_KEY }} {% load x %} <script>alert(1)</script> [[a]]"
    (block,) = placeholders.fill(hostile, lambda name: "[[a]] <b>")
    assert block.text.endswith("[[a]] <b>")  # what is filled in is not read again
    paper = {**samples.RESULT, "public_id": ""}
    own = {"heading": "Giấy <b>xác nhận</b>", "about": "", "blocks": [{"kind": "text", "text": block.text}]}
    html = documents.html_of("documents/own_words.html", papers.paper(papers.ResultPaper, paper), {"own": own})
    assert "{{ settings.SECRET_KEY }} {% load x %} &lt;script&gt;" in html and "Giấy &lt;b&gt;xác nhận" in html


def test_places_are_filled_from_the_fields_and_the_form_and_an_empty_one_stays_open() -> None:
    facts = {"words": {"nyc": {"diaChi": "12 Yersin"}}}
    made = results.written({"heading": "Giấy xác nhận", "text": WORDS}, {"owner": {"name": "Nguyễn Văn An"}}, facts)
    assert [(one["kind"], one["text"]) for one in made["blocks"]] == [
        ("text", "Xác nhận Nguyễn Văn An cư trú tại 12 Yersin."),
        ("heading", "Quyết định:"),
        ("item", f"Điều một {results.OPEN}"),
    ]


def test_a_place_that_nothing_fills_is_named_before_publishing(world: World) -> None:
    version, _offering = world.place(PERMIT)
    entry = {**version.content["results"][0], "template": OWN_WORDS, "own": {"heading": "Giấy phép", "text": WORDS}}
    from_form = issued.places(entry, results_form(version))
    assert "owner.name" in from_form and any(name.startswith("to-khai.") for name in from_form)
    said = [found for found in issued.problems([entry], results_form(version)) if found[1] == "unknown-place"]
    assert any("[[khong.co]]" in sentence for _path, _code, sentence in said)
    assert not any("[[owner.name]]" in sentence for _path, _code, sentence in said)


def results_form(version: Any) -> Any:
    return load(version.pk).form


def test_the_author_writes_sees_and_saves(world: World, browse: Any) -> None:
    seat = world.seats["soan"]
    draft = open_draft(PERMIT, by=actor_for(world.officials["soan"], seat))
    here = reverse("result-words:words", args=[seat.pk, draft.pk, 1])
    client = browse("soan")
    page = client.get(here)
    assert page.status_code == 200 and "[[owner.name]]" in page.content.decode()
    given = {"heading": "Giấy phép", "text": "Cấp cho [[owner.name]] [[sai.ten]]", "_seen": str(draft.revision)}
    refused = client.post(here, given)
    assert refused.status_code == 422 and "[[sai.ten]]" in refused.content.decode()
    given["text"] = "Cấp cho [[owner.name]]"
    shown = client.post(reverse("result-words:preview", args=[seat.pk, draft.pk, 1]), given)
    assert shown.content.startswith(b"%PDF-")
    assert client.post(here, given).status_code == 302
    entry = VersionDraft.objects.get(pk=draft.pk).content["results"][0]
    assert (entry["template"], entry["own"]) == (OWN_WORDS, {"heading": "Giấy phép", "text": "Cấp cho [[owner.name]]"})
    assert browse("duyet").get(reverse("result-words:words", args=[world.seats["duyet"].pk, draft.pk, 1])).status_code == 404
