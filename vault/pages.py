"""Pages of papers that we made ourselves, as pictures. Strangers' files are drawn in the upload jail, never here."""

import io

_WIDTH = 1000  # pixels: sharp on a telephone, readable on a screen


def count(pdf: bytes) -> int:
    """How many pages a paper has."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def picture(pdf: bytes, number: int) -> bytes:
    """Page ``number`` (the first is 1) as a PNG with the marks of its signatures; raises ``IndexError``."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        drawn = page.render(scale=_WIDTH / page.get_width()).to_pil()
        out = io.BytesIO()
        drawn.quantize(64).save(out, "PNG")
        page.close()
    return out.getvalue()
