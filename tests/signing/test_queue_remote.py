"""An official whose key lies at a remote service: PIN and code once for a whole batch, kept nowhere."""

import json
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from dossiers.models import IssuedResult
from tests.desk.conftest import Browse
from tests.signing.conftest import address as url_of
from tests.signing.papers import another, numbered
from tests.signing.test_queue import address, box
from tests.world import World
from vault import keys
from vault.sandbox import csc
from vault.sandbox.http import Server

WHO = "074000000001"


@pytest.fixture
def away(world: World, provider: Server) -> Iterator[Server]:
    """Dũng's key is at the service and asks for a code."""
    name = str(world.officials["dung"])
    provider.service.people = {**provider.service.people, WHO: {"name": name, "code": True}}
    path = Path(django_settings.SIGNING_DIR) / f"{keys.person_key(world.seats['dung'].pk)}.remote"
    path.write_text(f"sandbox-{WHO}\n")
    yield provider
    path.unlink()


def code_of(service: Server) -> str:
    with urllib.request.urlopen(f"{url_of(service)}/__codes") as answer:
        return str(json.load(answer)[WHO])


def test_one_code_signs_a_batch(world: World, browse: Browse, away: Server) -> None:
    first = numbered(world)
    chosen = [box(one) for one in (first, another(world, first, "KY-1"), another(world, first, "KY-2"))]
    dung = browse("dung")
    asked = dung.post(address(world, "run"), {"chon": chosen[:2], "gui-ma": "1"}).content.decode()
    assert "đã gửi mã xác nhận" in asked and asked.count(" checked") == 2
    typed = {"chon": chosen, "pin": csc.PIN, "code": code_of(away)}
    assert "xong 3 văn bản" in dung.post(address(world, "run"), typed).content.decode()
    assert set(IssuedResult.objects.values_list("state", flat=True)) == {"signed"}


def test_a_code_that_was_used_or_is_wrong_signs_nothing_and_keeps_the_numbers(world: World, browse: Browse, away: Server) -> None:
    first = numbered(world)
    typed = {"chon": [box(first)], "pin": csc.PIN, "code": "000000"}
    assert "mã xác nhận không khớp" in browse("dung").post(address(world, "run"), typed).content.decode()
    row = IssuedResult.objects.get(dossier=first)
    assert (row.state, row.number.status) == ("numbered", "reserved")


def test_what_was_typed_is_not_kept_while_the_password_is_asked(world: World, browse: Any, away: Server, settings: Any) -> None:
    first = numbered(world)
    settings.SIGNING_PROOF_MINUTES = 15
    dung = browse("dung")
    session = dung.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 16 * 60}]
    session.save()
    answer = dung.post(address(world, "run"), {"chon": [box(first)], "pin": csc.PIN, "code": "123456"})
    assert answer["Location"].partition("?")[0] == reverse("account_reauthenticate")
    kept = str(dict(dung.session.items()))
    assert csc.PIN not in kept and "123456" not in kept and str(first.pk) in kept


def test_without_a_pin_it_is_asked_for_and_the_ticks_stay(world: World, browse: Any, away: Server) -> None:
    first = numbered(world)
    answer = browse("dung").post(address(world, "run"), {"chon": [box(first)]})
    assert answer.status_code == 422 and "Nhập mã PIN" in answer.content.decode() and " checked" in answer.content.decode()
