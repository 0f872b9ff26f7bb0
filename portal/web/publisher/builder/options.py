"""The choices of a question: a table, or many at once with one a line. Every button saves what stands in the table."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound
from eforms import building
from eforms.paths import section
from portal.web.publisher.builder.bench import Bench, seen_of
from portal.web.publisher.builder.preview import frame
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft

EMPTY_ROWS = 2
MOST = 500


@require_http_methods(["GET", "POST"])
@writing
def edit(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """Change, add, order and take away choices; a choice remembers which it was, so that conditions follow it."""
    bench = Bench(request, seat, draft)
    place = bench.place(ref)
    if request.method == "GET":
        return _show(bench, ref, [{**option, "was": option["value"]} for option in held(place.spec)])
    rows = _posted(request)
    act, _colon, number = request.POST.get("viec", "").partition(":")
    rows = _arranged(rows, act, int(number) if number.isdecimal() else -1)
    rows += [{"label": line} for line in _lines(request.POST.get("them", ""))]
    made = tuple({key: value for key, value in row.items() if value or key == "label"} for row in rows if any(row.values()))
    try:
        bench.do(building.SetOptions(ref, made[:MOST]), seen=seen_of(request))
    except NotFound:
        raise
    except (building.CannotApply, DomainError) as refusal:
        errors = list(getattr(refusal, "errors", {}).values()) or [str(refusal)]
        return _show(bench, ref, rows, errors, seen=_now(bench))
    if act:
        return bench.go(bench.address("options", ref) + "#bang-lua-chon")
    messages.success(request, _("Đã lưu các lựa chọn."))
    return bench.go(bench.outline(ref))


def held(spec: Any) -> list[dict[str, str]]:
    """The choices written in a component: value, label, description."""
    found = spec.get("values") if isinstance(spec.get("values"), list) else section(spec, "data").get("values")
    names = ("value", "label", "description")
    return [{name: str(one.get(name) or "") for name in names} for one in found or () if isinstance(one, dict)]


def _posted(request: HttpRequest) -> list[dict[str, str]]:
    columns = {name: request.POST.getlist(name) for name in ("was", "label", "value", "description")}
    count = min(max(map(len, columns.values())), MOST)
    return [
        {name: values[number].strip() if number < len(values) else "" for name, values in columns.items()}
        for number in range(count)
    ]


def _arranged(rows: list[dict[str, str]], act: str, number: int) -> list[dict[str, str]]:
    """The rows after one of the table's buttons: up, down, drop."""
    rows = list(rows)
    if not 0 <= number < len(rows):
        return rows
    if act == "drop":
        del rows[number]
    elif act in ("up", "down"):
        other = number + (-1 if act == "up" else 1)
        if 0 <= other < len(rows):
            rows[number], rows[other] = rows[other], rows[number]
    return rows


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _now(bench: Bench) -> int:
    return VersionDraft.objects.values_list("revision", flat=True).get(pk=bench.draft.pk)


def _show(
    bench: Bench, ref: str, rows: Sequence[dict[str, str]], errors: Sequence[str] = (), seen: int | None = None
) -> HttpResponse:
    blank = {"value": "", "label": "", "description": "", "was": ""}
    shown = [blank | row for row in rows if any(row.values())] + [blank] * EMPTY_ROWS
    place = bench.place(ref)
    context = bench.of(
        ref, "options", rows=shown, filled=len(shown) - EMPTY_ROWS, errors=[("bang-lua-chon", one) for one in errors]
    )
    context |= {"seen": bench.draft.revision if seen is None else seen}
    context |= frame(bench.request, bench, place.page, place.path.replace("[]", ""))
    return render(bench.request, "publisher/builder/options.html", context, status=422 if errors else 200)
