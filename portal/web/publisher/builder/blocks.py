"""Blocks that many forms share: put one in, linked or copied; see what a newer version changes, take it, or let go."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from eforms import building
from portal.web.publisher.builder.adding import done, goal
from portal.web.publisher.builder.bench import Bench, seen_of
from portal.web.publisher.builder.forms import SeenForm
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft

VIEW = require_http_methods(["GET", "POST"])


class BlockForm(SeenForm):
    """Which block, whose answers, linked or copied."""

    block = forms.ChoiceField(
        label=_("Khối"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một khối"), "invalid_choice": _("Chọn một khối")},
    )
    label = forms.CharField(
        label=_("Tên nhóm"),
        required=False,
        max_length=300,
        help_text=_("Để trống thì dùng tên của khối, ví dụ: Người yêu cầu"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    prefix = forms.CharField(
        label=_("Tiền tố của khóa"),
        required=False,
        max_length=60,
        help_text=_("Đứng trước khóa của từng câu, ví dụ nyc cho nyc.hoTen. Để trống thì dùng tiền tố của khối."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10"}),
    )
    linked = forms.ChoiceField(
        label=_("Cách dùng"),
        widget=forms.RadioSelect,
        choices=[
            ("1", _("Liên kết: khi khối có bản mới, tờ khai được nhắc cập nhật")),
            ("0", _("Chép: các câu thành của riêng tờ khai này, sửa tự do")),
        ],
        error_messages={"required": _("Chọn liên kết hoặc chép")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["block"].choices = [(name, block.title) for name, block in building.LIBRARY.items()]


@VIEW
@writing
def add(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Put a block of the library into the form."""
    bench = Bench(request, seat, draft)
    where, words = goal(request, bench)
    form = BlockForm(request.POST or None, initial={"seen": draft.revision, "linked": "1"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        block = building.LIBRARY[given["block"]]
        operation = building.AddBlock(
            block.as_json(),
            linked=given["linked"] == "1",
            prefix=given["prefix"] or block.prefix,
            label=given["label"] or block.title,
            **where,
        )
        if done(bench, operation, form):
            return bench.go(bench.outline(operation.ref))
    context = bench.context(form=form, where=words, library=building.LIBRARY.values())
    return render(request, "publisher/builder/add_block.html", context, status=422 if form.errors else 200)


@VIEW
@writing
def linked(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """A linked block: what its newer version would change; take it, or keep the questions as the form's own."""
    bench = Bench(request, seat, draft)
    bench.place(ref)
    known = building.block_of(bench.form, ref)
    if known is None:
        raise Http404
    block = building.LIBRARY.get(known[0])
    act = request.POST.get("viec", "")
    if request.method == "POST" and act == "refresh" and block is not None:
        operation: building.Operation = building.RefreshBlock(ref, block.as_json())
        bench.tried(operation, seen=seen_of(request), done=gettext("Đã cập nhật khối."))
        return bench.go(bench.outline(ref))
    if request.method == "POST" and act == "detach":
        bench.tried(
            building.DetachBlock(ref), seen=seen_of(request), done=gettext("Các câu của khối nay là của riêng tờ khai này.")
        )
        return bench.go(bench.outline(ref))
    newer = block is not None and block.version > known[1]
    changes = building.block_changes(bench.form, ref, block) if block is not None and newer else ()
    context = bench.of(ref, "block", block=block, version=known[1], newer=newer, changes=changes)
    return render(request, "publisher/builder/block.html", context)
