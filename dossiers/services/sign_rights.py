"""Four eyes on a signature: whoever drafted a paper does not sign it, whatever seats they hold (ASVS 2.3.5)."""

from django.utils.translation import gettext as _

from audit.models import AuditEvent
from common.errors import NotAllowed
from dossiers.services.decide import DRAFTING
from dossiers.services.moves import Act


def must_not_be_the_drafter(act: Act) -> None:
    """Raises ``NotAllowed`` for the seat or the person that wrote a word of the dossier's results. Two queries."""
    stream = f"dossier:{act.dossier.pk}"
    wrote = AuditEvent.objects.filter(stream=stream, action__in=DRAFTING, actor__startswith=f"official:{act.user.pk}@")
    if act.dossier.results.filter(drafted_by=act.seat).exists() or wrote.exists():
        raise NotAllowed(_("Người soạn dự thảo không được ký chính văn bản đó. Chuyển cho người có thẩm quyền khác ký."))
