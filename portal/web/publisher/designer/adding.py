"""A new step, or a block of parallel branches, put between two steps that follow one another."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError
from common.text import tidy
from portal.web.publisher.designer.bench import Bench, Clash, begin
from portal.web.publisher.designer.words import ADDED, KINDS, WAITS
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft
from workflow import building
from workflow.charts import steps_of
from workflow.patterns import usual_name

MOST_BRANCHES = 8


class AddForm(forms.Form):
    """What kind of step, its name, and after which one."""

    after = forms.ChoiceField(
        label=_("Đặt sau bước"), required=False, error_messages={"required": _("Chọn bước đứng trước bước mới")}
    )
    kind = forms.ChoiceField(
        label=_("Bước làm việc gì"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn việc của bước"), "invalid_choice": _("Chọn một việc trong danh sách")},
    )
    name = forms.CharField(
        label=_("Tên bước (không bắt buộc)"),
        required=False,
        max_length=200,
        help_text=_("Để trống thì dùng tên thường gọi"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any, bench: Bench, after: str) -> None:
        super().__init__(data, initial={"after": after})
        rows = [(str(step["key"]), f"{n}. {step.get('name')}") for n, step in enumerate(steps_of(bench.doc), start=1)]
        self.fields["after"].choices = (
            [("", gettext("Chọn bước đứng trước")), *rows] if rows else [("", gettext("Bước đầu tiên"))]
        )
        self.fields["after"].required = bool(rows)
        self.fields["kind"].choices = [(kind, KINDS[kind]) for kind in ADDED]


class ParallelForm(AddForm):
    """The branches of a block, one a line."""

    names = forms.CharField(
        label=_("Các nhánh, mỗi dòng một nhánh"),
        help_text=_("Ví dụ: Công an xác nhận cư trú. Mỗi nhánh thành một bước; sửa cơ quan và thời gian sau."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Nhập ít nhất hai nhánh")},
    )
    wait = forms.ChoiceField(
        label=_("Đi tiếp khi"), choices=tuple(WAITS.items()), widget=forms.RadioSelect, initial="all", required=False
    )
    field_order = ("after", "names", "wait")

    def __init__(self, data: Any, bench: Bench, after: str) -> None:
        super().__init__(data, bench, after)
        del self.fields["kind"], self.fields["name"]

    def clean_names(self) -> list[str]:
        """Two branches at least, eight at most."""
        lines = list(dict.fromkeys(tidy(line)[:200] for line in self.cleaned_data["names"].splitlines() if tidy(line)))
        if len(lines) < 2:
            raise forms.ValidationError(_("Nhập ít nhất hai nhánh, mỗi dòng một nhánh"))
        if len(lines) > MOST_BRANCHES:
            raise forms.ValidationError(gettext("Nhiều nhất %(n)s nhánh trong một khối") % {"n": MOST_BRANCHES})
        return lines


@require_http_methods(["GET", "POST"])
@writing
def add(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Choose the kind of the new step; ``?sau=`` names the one before it."""
    bench = begin(request, seat, draft)
    form = AddForm(request.POST if request.method == "POST" else None, bench, request.GET.get("sau", ""))
    if request.method == "POST" and form.is_valid():
        kind, after = form.cleaned_data["kind"], form.cleaned_data["after"]
        name = tidy(form.cleaned_data["name"]) or usual_name(kind)
        key = _saved(bench, form, lambda: building.added(bench.doc, kind, name, after))
        if key:
            messages.success(request, gettext("Đã thêm bước. Xem lại người làm, thời gian và thao tác."))
            return bench.go(bench.address("step", key))
    return _show(bench, form, parallel=False)


@require_http_methods(["GET", "POST"])
@writing
def add_parallel(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """A fork, its branches and their join at once, so that a block is whole from the first moment."""
    bench = begin(request, seat, draft)
    form = ParallelForm(request.POST if request.method == "POST" else None, bench, request.GET.get("sau", ""))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        key = _saved(bench, form, lambda: building.parallel(bench.doc, given["after"], given["names"], given["wait"] or "all"))
        if key:
            messages.success(request, gettext("Đã thêm khối song song. Sửa cơ quan và thời gian của từng nhánh."))
            return bench.go(bench.address("steps", buoc=key) + f"#buoc-{key}")
    return _show(bench, form, parallel=True)


def _saved(bench: Bench, form: forms.Form, make: Any) -> str:
    """The new step's key, "" when it could not be saved: the form says why."""
    try:
        made, key = make()
        bench.save(made)
    except (building.CannotChange, DomainError) as refusal:
        form.add_error(None, str(refusal))
        return ""
    except Clash:
        form.add_error(None, gettext("Người khác vừa sửa cùng chỗ này. Bấm lần nữa để thêm vào bản của họ."))
        return ""
    return str(key)


def _show(bench: Bench, form: forms.Form, *, parallel: bool) -> HttpResponse:
    context = bench.context(form=form, parallel=parallel, editing=True)
    return render(bench.request, "publisher/designer/add.html", context, status=422 if form.errors else 200)
