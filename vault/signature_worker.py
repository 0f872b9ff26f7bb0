"""The jail's side of ``verification.verify``: checks a stranger's PDF without database, settings or network."""

import base64
from datetime import datetime
from typing import Any

from common.jail import serve
from vault.signatures import check


def answer(pdf: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Options: ``roots`` (PEM texts), ``at`` (ISO 8601 or null), ``crls`` (base64); answers with ``Check.as_dict()``."""
    at = datetime.fromisoformat(options["at"]) if options["at"] else None
    crls = [base64.b64decode(text) for text in options.get("crls", [])]
    return check(pdf, [root.encode() for root in options["roots"]], at, crls).as_dict(), b""


if __name__ == "__main__":
    serve(answer)
