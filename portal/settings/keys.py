"""Keys of a demonstration: made once, kept in var/keys with owner-only rights; production sets its own."""

import base64
import os
import secrets
from pathlib import Path


def demo_key(var: Path, name: str) -> str:
    """Return the base64 of 32 random bytes kept in ``var/keys/name``; two processes that start together agree."""
    folder = var / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        draft = folder / f".{name}.{os.getpid()}"
        draft.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
        draft.chmod(0o600)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        draft.unlink()
    return path.read_text().strip()
