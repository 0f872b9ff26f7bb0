"""The jailed side of rendering a tagged PDF in a web request: HTML in, PDF/UA-1 out."""

from typing import Any

from common import jail, pdf


def _answer(data: bytes, _options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    return {}, pdf.receipt(data.decode())


if __name__ == "__main__":
    jail.serve(_answer)
