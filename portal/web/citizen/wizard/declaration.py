"""The declaration as the PDF that will be filed, to be read before submitting: the answers as they stand, marked as a draft.

Rendered in a jail, since what it lays out was typed by a stranger, and only so often.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.limits import allow
from dossiers import declared
from dossiers.lacking import lacks
from dossiers.loaded import Loaded
from dossiers.models import Draft
from portal.web.citizen.wizard.again import WRONG, refuse
from portal.web.citizen.wizard.draft import with_draft
from portal.web.files import private_bytes
from vault import declarations

PER_MINUTE = 10


@with_draft
@require_GET
def declaration(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """The PDF, or back to the check page with why not."""
    if not allow(f"declaration:{request.user.pk}", PER_MINUTE, timedelta(minutes=1)):
        return _back(request, draft, _("Bạn đã xem tờ khai nhiều lần liền. Chờ một phút rồi xem lại."))
    files = list(draft.files.select_related("blob"))
    outcome, _wrong, _lacking = lacks(draft, loaded, files)
    try:
        body = declarations.render_bounded(declared.drafted(draft, loaded, outcome.data, files))
    except declarations.TooLong:
        said = _("Chưa tạo được bản PDF để xem trước. Câu trả lời vẫn được giữ, bạn nộp được hồ sơ và nhận bản PDF sau khi nộp.")
        return _back(request, draft, said)
    return private_bytes(body, "application/pdf", f"to-khai-{loaded.code}-ban-nhap.pdf", download="tai" in request.GET)


def _back(request: HttpRequest, draft: Draft, sentence: str) -> HttpResponse:
    refuse(request, "", [sentence])
    return HttpResponseRedirect(f"{reverse('wizard:check', args=[draft.pk])}?{WRONG}=1")
