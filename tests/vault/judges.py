"""What programs of others say of a signed PDF."""

import subprocess
from pathlib import Path

from django.conf import settings


def pdfsig(pdf: bytes, folder: Path) -> str:
    """pdfsig's words, with the CA that the portal trusts as its only root; qpdf must find nothing wrong."""
    nss, path = folder / "nss", folder / "signed.pdf"
    nss.mkdir()
    path.write_bytes(pdf)
    subprocess.run(["certutil", "-N", "-d", f"sql:{nss}", "--empty-password"], check=True)
    root = Path(settings.SIGNING_DIR) / "trust" / "demo-root.pem"
    subprocess.run(["certutil", "-A", "-d", f"sql:{nss}", "-n", "root", "-t", "CT,C,C", "-a", "-i", root], check=True)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    return subprocess.run(["pdfsig", "-nssdir", f"sql:{nss}", path], capture_output=True, text=True, check=True).stdout
