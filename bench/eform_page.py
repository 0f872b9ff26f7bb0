"""A wizard page with many fields against an empty page of the same site, the same person logged in, over HTTP."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import drafts, eform_forms
from bench.measure import Result, alternate, at_most, seconds
from bench.server import serving
from bench.submission import Visitor
from dossiers.services import drafting

ROUNDS = 25
FEWER = 5


def measure(fields: int, rules: int, bound: float) -> Result:
    """Seconds of the page to those of the empty one; its queries must be as many as those of a page with five fields."""
    path, fewer = _page(fields, rules), _page(FEWER, 0)
    queries, expected = _queries(path), _queries(fewer)
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in drafts.client().cookies.items())
    with serving() as base:
        visitor = Visitor(base, cookies)
        ours, empty = alternate(
            lambda: seconds(lambda: visitor.ask("GET", path)), lambda: seconds(lambda: visitor.ask("GET", "/bench/empty")), ROUNDS
        )
    note = (
        f"seconds a page with {fields} fields and {rules} rules, {queries} queries ({expected} with {FEWER} fields); empty page"
    )
    result = at_most(f"eform-page-{fields}", ours, empty, bound, ROUNDS, note)
    return Result(**{**result.__dict__, "met": result.met and queries == expected})


def _page(fields: int, rules: int) -> str:
    """The address of an answered page with all the fields."""
    form = eform_forms.form(fields, rules, page=fields)
    published, user = drafts.version(f"9.1{fields:05d}", form), drafts.person()
    draft = drafting.start(user, published, drafts.selectors.offerings(published)[0])
    drafting.save_page(draft.pk, user, page="trang0", typed=eform_forms.answers(fields))
    return f"/nop-ho-so/{draft.pk}/muc/trang0/"


def _queries(path: str) -> int:
    browser = drafts.client()
    browser.get(path)
    with CaptureQueriesContext(connection) as seen:
        if browser.get(path).status_code != 200:
            raise RuntimeError(path)
    return len(seen)
