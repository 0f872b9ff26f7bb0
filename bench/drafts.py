"""A 14-field procedure of the benchmarks' own, a person, and drafts of it ready to submit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client

from accounts.models import User
from common.actors import SYSTEM
from common.clock import now
from dossiers.loaded import load
from dossiers.models import Draft
from dossiers.services import drafting
from procedures import selectors
from procedures.models import Field, Offering, Procedure, ProcedureVersion
from procedures.services.publish import publish

CODE = "9.000014"
EMAIL = "an@demo.vn"
BACKEND = settings.AUTHENTICATION_BACKENDS[0]
FIELDS = tuple(f"truong{number}" for number in range(1, 15))
ANSWERS = {key: f"Câu trả lời số {number}" for number, key in enumerate(FIELDS, 1)}
HOST = {"HTTP_HOST": "127.0.0.1"}


def version(code: str = CODE, form: Mapping[str, Any] | None = None) -> ProcedureVersion:
    """A published procedure with ``form`` (14 fields): made once, offered where the copies are; free, no papers."""
    source = selectors.published("2.000635")
    field = Field.objects.get(pk=source.procedure.field_id)
    procedure, _made = Procedure.objects.get_or_create(code=code, defaults={"field": field})
    content = _content(source.content, form or _fourteen())
    published = publish(code, content, by=SYSTEM, effective_from=date(2026, 1, 1), decision="đo")
    place = selectors.offerings(source)[0]
    Offering.objects.get_or_create(
        procedure=procedure,
        receiving=place.receiving,
        handling=place.handling,
        defaults={"service_level": place.service_level, "valid_from": place.valid_from},
    )
    return published


def _fourteen() -> dict[str, Any]:
    inputs = [
        {
            "type": "textfield",
            "key": key,
            "label": f"Trường {number}",
            "input": True,
            "validate": {"required": True, "maxLength": 100},
        }
        for number, key in enumerate(FIELDS, 1)
    ]
    return {"display": "wizard", "components": [{"type": "panel", "key": "trang", "title": "Mười bốn câu", "components": inputs}]}


def _content(source: dict[str, Any], form: Mapping[str, Any]) -> dict[str, Any]:
    changed = {
        "names": {"vi": "Thủ tục đo"},
        "form": form,
        "papers": [],
        "fees": [],
        "eligibility": [],
        "translations": {},
    }
    results = [{name: result[name] for name in ("key", "code", "name", "template", "validity")} for result in source["results"]]
    return {**source, **changed, "results": results}


def person() -> User:
    """The demonstration's citizen."""
    return User.objects.select_related("person").get(email=EMAIL)


def ready(count: int) -> list[Draft]:
    """``count`` complete drafts."""
    published, user = version(), person()
    place = selectors.offerings(published)[0]
    drafts = []
    for _ in range(count):
        draft = drafting.start(user, published, place)
        page = load(published.pk).form.pages[0]
        drafts.append(drafting.save_page(draft.pk, user, page=page.key, typed=ANSWERS)[0])
    return drafts


def client() -> Client:
    """A logged-in browser inside this process."""
    browser = Client(raise_request_exception=True, **HOST)
    browser.force_login(person(), backend=BACKEND)
    session = browser.session
    session["opened_at"] = session["seen_at"] = now().timestamp()
    session.save()
    return browser
