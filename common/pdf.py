"""HTML to PDF with WeasyPrint: PDF/UA-1 for receipts and forms, PDF/A-3a with attached data for results.

WeasyPrint is imported at the first rendering: a web process or a command that never renders does not pay its half
second and 87 MB. Reading the system's fonts is a good part of a short document's time, so a thread reads them once
and keeps them: our documents use installed fonts only, never @font-face, so one configuration serves them all.
"""

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import HTML

_RENEW_AFTER = 500
_kept = threading.local()


def _fonts() -> Any:
    """This thread's fonts; made anew now and then, because Pango's caches only grow."""
    from weasyprint.text.fonts import FontConfiguration

    uses = getattr(_kept, "uses", _RENEW_AFTER)
    if uses >= _RENEW_AFTER:
        _kept.fonts, uses = FontConfiguration(), 0
    _kept.uses = uses + 1
    return _kept.fonts


def _parse(html: str) -> "HTML":
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    # A document may carry its pictures in itself (data:) and fetch nothing.
    return HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}))


def receipt(html: str) -> bytes:
    """Render a receipt or a printed form as tagged PDF/UA-1."""
    return _parse(html).write_pdf(pdf_variant="pdf/ua-1", font_config=_fonts())


def result(html: str, attachments: Mapping[str, bytes]) -> bytes:
    """Render a result as PDF/A-3a with its data attached; keys are file names."""
    from weasyprint import Attachment

    files = [Attachment(string=data, name=name, description=name, relationship="Data") for name, data in attachments.items()]
    return _parse(html).write_pdf(pdf_variant="pdf/a-3a", attachments=files, font_config=_fonts())
