"""What payments asks of the packages beside it when a receipt is printed: its proof, its seal, its place in the vault.

``portal.receipt_ports`` answers; without it a receipt is printed plain and kept here only.
"""

from typing import Protocol

from payments.models import Receipt


class Vault(Protocol):
    """Who proves, seals and keeps receipts."""

    def mark(self, receipt: Receipt) -> str:
        """The QR that leads to the receipt's proof, as a data URI; empty when there is none."""

    def seal(self, pdf: bytes, receipt: Receipt) -> bytes:
        """``pdf`` with the collector's digital signature; the same bytes where the collector has no key."""

    def keep(self, receipt: Receipt, pdf: bytes) -> None:
        """Put a printed receipt where its payer finds it; one that ended stands there as ended."""

    def end(self, receipt: Receipt) -> None:
        """Say of a receipt kept before that it was cancelled."""


class _Nowhere:
    def mark(self, receipt: Receipt) -> str:
        return ""

    def seal(self, pdf: bytes, receipt: Receipt) -> bytes:
        return pdf

    def keep(self, receipt: Receipt, pdf: bytes) -> None:
        return None

    def end(self, receipt: Receipt) -> None:
        return None


_vault: list[Vault] = [_Nowhere()]


def use(vault: Vault) -> None:
    """Connect the one that answers; portal/wiring.py."""
    _vault[0] = vault


def vault() -> Vault:
    """Whoever answers now."""
    return _vault[0]
