"""What a draft's account knew when it began, as facts of the e-form language with their source in words."""

from typing import Any

from django.utils.translation import gettext as _

from dossiers.models import Draft
from eforms.ports import Fact

VERIFIED = frozenset({"vneid", "counter"})


def known(draft: Draft) -> dict[str, Any]:
    """Facts for prefilling: of a verified account they are shown, not asked (ux.md: never ask what the State knows)."""
    facts = draft.known
    source = _("Theo tài khoản đã xác thực") if facts.get("trust") in VERIFIED else _("Theo tài khoản của bạn")
    return {name: Fact(value, source) for name, value in facts.items() if name != "trust"}
