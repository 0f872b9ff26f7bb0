"""Where files will pile up: the process run over a year with real volumes where there are any, with typed ones else."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from agencies.models import Seat
from portal.web.publisher.designer.bench import Bench, begin, names_in
from portal.web.publisher.designer.steps import picture
from portal.web.publisher.designer.words import ROLES
from portal.web.publisher.gate import reading
from procedures.models import VersionDraft
from reports.volumes import Volume, people, volumes
from workflow import language, limits, queueing, rules
from workflow.checks.times import own_hours

DAYS, SEED = 250, 20
"""A year of working days; the same chance every time, so that two settings can be compared."""
MOST_A_DAY, MOST_RUN = 400, 20_000
USUAL_MINUTES: Mapping[str, int] = {
    "receive": 15,
    "check": 60,
    "assign": 5,
    "handle": 120,
    "consult": 60,
    "verify": 240,
    "pay": 15,
    "approve": 20,
    "number": 10,
    "sign": 10,
    "stamp": 10,
    "issue": 10,
    "hand-over": 10,
}
WAITING_HOURS = 24.0
"""What an applicant takes to hand in what was asked for, in working hours."""


class QueueForm(forms.Form):
    """Volume, people for each role, minutes of real work for each step, how often something must be handed in later."""

    per_day = forms.DecimalField(
        label=_("Số hồ sơ mới mỗi ngày làm việc"),
        min_value=0.01,
        max_value=MOST_A_DAY,
        decimal_places=2,
        localize=True,
        error_messages={"required": _("Nhập số hồ sơ mỗi ngày"), "invalid": _("Nhập một con số, ví dụ 12 hoặc 0,5")},
    )
    supplements = forms.IntegerField(
        label=_("Bao nhiêu phần trăm phải bổ sung giấy tờ"),
        min_value=0,
        max_value=90,
        error_messages={"required": _("Nhập từ 0 đến 90")},
    )

    def __init__(self, data: Any, process: language.Process, staff: Mapping[str, int], per_day: float) -> None:
        super().__init__(data, initial={"per_day": per_day, "supplements": 10})
        self.process = process
        for role in dict.fromkeys(step.role for step in process.steps if step.role):
            self.fields[f"p-{role}"] = _whole(ROLES.get(role, role), 500, staff.get(role, 1))
        for step in process.steps:
            if step.role:
                self.fields[f"m-{step.key}"] = _whole(step.name, 100_000, USUAL_MINUTES.get(step.kind, 60))

    def boxes(self, prefix: str) -> list[Any]:
        """The boxes whose names begin so."""
        return [self[name] for name in self.fields if name.startswith(prefix)]

    @property
    def people(self) -> list[Any]:
        """One box a role."""
        return self.boxes("p-")

    @property
    def minutes(self) -> list[Any]:
        """One box a step."""
        return self.boxes("m-")


def _whole(label: Any, most: int, initial: int) -> forms.IntegerField:
    wrong = format_lazy(_("{what}: nhập một số nguyên từ 1"), what=label)
    words = dict.fromkeys(("required", "invalid", "min_value"), wrong)
    return forms.IntegerField(label=label, min_value=1, max_value=most, initial=initial, error_messages=words)


@require_GET
@reading
def queue(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """The settings in the address, so that a result can be sent on; ``co-quan`` takes one agency's real volume and people."""
    bench = begin(request, seat, draft)
    try:
        process = language.load(bench.doc)
    except language.BadProcess as bad:
        return render(request, "publisher/designer/queue.html", bench.context(problems=bad.problems, editing=True))
    real = volumes(draft.procedure.code)
    chosen = _agency(request, real)
    staff = people(chosen.agency) if chosen else {}
    form = QueueForm(request.GET if "per_day" in request.GET else None, process, staff, chosen.per_day if chosen else 5)
    report, error = None, ""
    if form.is_bound and form.is_valid():
        report, error = _run(bench, process, form.cleaned_data)
    names = names_in([bench.doc], draft.content)
    context = bench.context(
        form=form,
        real=real,
        agency=chosen,
        report=report,
        error=error,
        rows=_rows(report) if report else [],
        late=round(report.late * 100) if report and report.late is not None else None,
        days=_days(report.through_mean) if report else "",
        most=_days(report.through_95) if report else "",
        picture=picture(bench, names, at=report.piles if report else ()),
        editing=True,
    )
    return render(request, "publisher/designer/queue.html", context, status=422 if form.errors else 200)


def _agency(request: HttpRequest, real: list[Volume]) -> Volume | None:
    wanted = request.GET.get("co-quan", "")
    return next((one for one in real if str(one.agency) == wanted), real[0] if real and "per_day" not in request.GET else None)


def _run(bench: Bench, process: language.Process, given: Mapping[str, Any]) -> tuple[queueing.Report | None, str]:
    per_day = float(given["per_day"])
    days = max(min(DAYS, int(MOST_RUN / per_day)), 20)
    share = given["supplements"] / 100
    chances, pauses = {}, {}
    for step in process.steps:
        asking = [one.key for one in step.actions if one.effect == "supplement" and one.to == step.key]
        onward = next((one.key for one in step.actions if one.to != step.key and one.effect not in queueing.BACK), "")
        if asking and onward and share:
            chances[step.key] = {onward: 1 - share, asking[0]: share}
            pauses[f"{step.key}:{asking[0]}"] = WAITING_HOURS
    try:
        whole = limits.parse(bench.limit).hours if bench.limit else None
        pauses |= {step.key: float(own_hours(step, whole)) for step in process.steps if step.kind == "chain" and whole}
        report = queueing.simulate(
            process,
            arrivals=queueing.poisson(per_day, days, SEED),
            staffing={name[2:]: value for name, value in given.items() if name.startswith("p-")},
            service={name[2:]: value / 60 for name, value in given.items() if name.startswith("m-")},
            seed=SEED,
            chances=chances,
            pauses=pauses,
            limit=bench.limit,
        )
    except (rules.IllegalMove, limits.BadLimit):
        return None, gettext(
            "Chưa tính được: có chỗ hồ sơ không có đường đi, hoặc thủ tục chưa có thời hạn. Xem điều cần sửa của quy trình."
        )
    return report, ""


def _rows(report: queueing.Report) -> list[dict[str, Any]]:
    """The figures of every step as a person reads them."""
    return [
        {
            "name": one.name,
            "pool": ROLES.get(one.pool, one.pool),
            "wait": _days(one.wait_mean),
            "most_wait": _days(one.wait_95),
            "queue": f"{one.queue:.1f}".replace(".", ","),
            "longest": one.longest,
            "left": one.left,
            "busy": round(one.busy * 100),
            "piles": one.step in report.piles,
            "done": one.done,
        }
        for one in report.steps
    ]


def _days(hours: float) -> str:
    """Working hours in words: "3,5 giờ", "2,1 ngày"."""
    if hours < limits.HOURS_A_DAY:
        return gettext("%(n)s giờ") % {"n": f"{hours:.1f}".replace(".", ",")}
    return gettext("%(n)s ngày") % {"n": f"{hours / limits.HOURS_A_DAY:.1f}".replace(".", ",")}
