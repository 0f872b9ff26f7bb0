"""The QR of every paper (TT 01/2023/TT-VPCP, TCVN 7322): an address to check it at, without personal data (ADR 0008)."""

import io
from base64 import b64encode
from urllib.parse import quote

import segno
from django.conf import settings


def address(public_id: str) -> str:
    """Where anyone checks the paper: ``SITE_URL/xac-thuc/<public_id>/``."""
    return f"{settings.SITE_URL}/xac-thuc/{public_id}/"


def payload(public_id: str, *, dossier_code: str = "", procedure_code: str = "") -> str:
    """The text of a paper's QR: the address, with dossier and procedure code as TT 01/2023 asks."""
    codes = [f"{key}={quote(value)}" for key, value in (("hs", dossier_code), ("tt", procedure_code)) if value]
    return address(public_id) + ("?" + "&".join(codes) if codes else "")


def svg_data_uri(text: str, *, border: int = 2) -> str:
    """The QR as an SVG data URI (error correction M), for an ``<img>`` in a page or a document."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=border, light="#fff", xmldecl=False, svgns=True, omitsize=True
    )
    return "data:image/svg+xml;base64," + b64encode(out.getvalue()).decode()
