"""Printed forms: what an applicant declared, laid out as the official form (tờ khai, đơn đề nghị).

A version's content names its own template (``form_template``); without one, or with a name that is not known here, the default
lays out any e-form by its pages. A template of its own says what stands where; every answer that it does not print follows under
"Nội dung khai khác", so that nothing that was declared can be missing from the paper.
"""

from collections.abc import Mapping

from common import jail, pdf
from vault.documents import html_of
from vault.papers import DeclarationPaper

DEFAULT = "documents/declarations/default.html"
TEMPLATES: Mapping[str, str] = {
    "birth-declaration": "documents/declarations/birth_declaration.html",
    "marriage-declaration": "documents/declarations/marriage_declaration.html",
    "death-declaration": "documents/declarations/death_declaration.html",
    "extract-request": "documents/declarations/extract_request.html",
    "permit-application": "documents/declarations/permit_application.html",
}
SECONDS = 10
MOST_HTML = 1_500_000
"""Bytes of HTML that a web request renders: some hundreds of rows; a longer form is made by the worker, after submitting."""


class TooLong(Exception):
    """The declaration could not be rendered within a request's bounds."""


def html(paper: DeclarationPaper) -> str:
    """The whole HTML of a declaration."""
    return html_of(TEMPLATES.get(paper.template, DEFAULT), paper)


def render(paper: DeclarationPaper) -> bytes:
    """The declaration as PDF/UA-1. For a worker."""
    return pdf.receipt(html(paper))


def render_bounded(paper: DeclarationPaper) -> bytes:
    """The same in a process of its own that may take ``SECONDS`` and a gigabyte, for a web request. Raises ``TooLong``."""
    body = html(paper).encode()
    if len(body) > MOST_HTML:
        raise TooLong
    try:
        return jail.run("common.pdfjail", body, seconds=SECONDS).body
    except jail.Escaped as escaped:
        raise TooLong from escaped
