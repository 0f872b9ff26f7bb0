"""Signatures on files in words, and whether a citizen can sign one. Use: ``{% load signature_tags %}``."""

from collections.abc import Sequence
from typing import Any

from django import template

from dossiers.models import DraftFile, PrintedForm
from dossiers.services.sign_own import may_sign
from vault import remote, uploaded

register = template.Library()


@register.filter
def signatures_told(found: dict[str, Any] | None) -> Sequence[uploaded.Said]:
    """What was found of a file's signatures when it was uploaded, a sentence each."""
    return uploaded.told(found)


@register.filter
def can_be_signed(file: DraftFile) -> bool:
    """Whether its owner may sign it here: a PDF, where a remote service is set up."""
    return remote.available() and may_sign(file)


@register.filter
def declaration_to_sign(form: PrintedForm) -> bool:
    """Whether this printed form is the applicant's declaration, not signed yet."""
    return remote.available() and form.kind == PrintedForm.Kind.DECLARATION and not form.data.get("signed_by")
