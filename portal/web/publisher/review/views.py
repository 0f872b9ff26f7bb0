"""What changed, what was said, and the page from which an approver judges."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError, NotFound
from portal.web.publisher.findings import by_level, findings_of
from portal.web.publisher.gate import reading
from portal.web.publisher.review.compared import changes_of, in_force
from portal.web.publisher.review.forms import RemarkForm
from procedures import discussion, sections, worklist
from procedures.affected import affected
from procedures.models import VersionDraft
from procedures.services import comments, reviewing


@require_GET
@reading
def differences(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """The draft beside what is in force, in words, with the changed words marked. One query."""
    against = in_force(draft)
    groups = changes_of(seat, draft, against)
    context = {
        "seat": seat,
        "draft": draft,
        "name": worklist.name_of(draft),
        "against": against,
        "groups": groups,
        "total": sum(len(group.changes) for group in groups),
    }
    return render(request, "publisher/review/differences.html", context)


@require_GET
@reading
def page(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Everything that a judgement needs: findings, changes, who is affected, what was said; then the acts. Seven queries."""
    found, against = findings_of(seat, draft), in_force(draft)
    groups = changes_of(seat, draft, against)
    context = {
        "seat": seat,
        "draft": draft,
        "name": worklist.name_of(draft),
        "against": against,
        "changed": groups,
        "total": sum(len(group.changes) for group in groups),
        "groups": by_level(found),
        "affected": affected(draft.procedure),
        "threads": [one for one in discussion.threads(draft) if not one.remark.resolved],
        "wrote": reviewing.wrote(draft, request.user.pk),
        "may": {act for act in reviewing.STEPS if reviewing.may(act, draft, seat.role)},
    }
    return render(request, "publisher/review/page.html", context)


@require_http_methods(["GET", "POST"])
@reading
def talk(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """What was said about the draft; POST says something new or answers (``tra-loi``)."""
    section = request.GET.get("phan", "")
    section = section if section in sections.BY_KEY else ""
    form = RemarkForm(request.POST if request.method == "POST" else None, initial={"section": section})
    answers = request.POST.get("tra-loi", "")
    if request.method == "POST" and form.is_valid():
        try:
            said = comments.say(
                draft.pk,
                form.cleaned_data["text"],
                by=actor_for(request.user, seat),
                section=form.cleaned_data["section"],
                answers=int(answers) if answers.isascii() and answers.isdecimal() and len(answers) < 12 else None,
            )
        except NotFound:
            raise
        except DomainError as refusal:
            form.add_error("text", str(refusal.message))
        else:
            messages.success(request, _("Đã gửi. Những người liên quan được báo."))
            return HttpResponseRedirect(f"{_here(seat, draft)}#gop-y-{said.pk}")
    context = {
        "seat": seat,
        "draft": draft,
        "name": worklist.name_of(draft),
        "threads": discussion.threads(draft, section),
        "titles": {one.key: one.title for one in sections.SECTIONS},
        "about": sections.BY_KEY.get(section),
        "form": form,
        "new": RemarkForm(initial={"section": section}) if answers else form,
        "answering": answers,
    }
    return render(request, "publisher/review/comments.html", context, status=422 if form.errors else 200)


@require_POST
@reading
def resolve(request: HttpRequest, seat: Seat, draft: VersionDraft, comment: int) -> HttpResponse:
    """Say that a remark is done (``viec=xong``), or open it again."""
    done = request.POST.get("viec") == "xong"
    comments.resolve(draft.pk, comment, by=actor_for(request.user, seat), resolved=done)
    messages.success(request, _("Góp ý đã xong.") if done else _("Đã mở lại góp ý."))
    return HttpResponseRedirect(f"{_here(seat, draft)}#gop-y-{comment}")


def _here(seat: Seat, draft: VersionDraft) -> str:
    return reverse("review:comments", args=[seat.pk, draft.pk])
