"""Photos: decoded, turned upright, made smaller where that loses nothing on paper, and put on an A4 page. Jail only.

A person may turn a photo further, by quarters; the original stays and both renderings are made from it anew.
"""

import io

import pikepdf
import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from common.uploads.refusal import Refused

MAX_PIXELS = 40_000_000
# A4 at 300 dots per inch: more is not readable better, and three photos then fit into one mail.
_LONG_EDGE = 3508
_A4 = (595.276, 841.89)
_MARGIN = 14.17
_FORMATS = ("JPEG", "PNG", "HEIF")
# A small picture for lists: twice the 120 px at which it is shown.
_SMALL = 240
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}

pillow_heif.register_heif_opener(thumbnails=False)
# We look at the size ourselves, before a pixel is decoded; Pillow's own limit stays as a second one.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def as_pdf(data: bytes) -> bytes:
    """One A4 page with the re-encoded picture: no EXIF, no place, no colour profile, no hidden bytes. Raises ``Refused``."""
    return render(data)[0]


def render(data: bytes, turn: int = 0) -> tuple[bytes, bytes]:
    """(the A4 page, a small JPEG) of a photo turned clockwise by ``turn`` degrees (0, 90, 180, 270). Raises ``Refused``."""
    try:
        picture = _clean(data, turn)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError):
        # What Pillow's decoders raise on damaged files; anything else ends the jail, which means the same.
        raise Refused("broken") from None
    page = _page(_jpeg(picture, 85), picture.width, picture.height)
    picture.thumbnail((_SMALL, _SMALL))
    return page, _jpeg(picture, 70)


def _clean(data: bytes, turn: int) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Refused("pixels")
        if image.format == "JPEG":
            # Lets the decoder skip what would be thrown away: a 40-megapixel photo needs a quarter of the memory.
            image.draft("RGB", (_LONG_EDGE, _LONG_EDGE))
        image.load()
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((_LONG_EDGE, _LONG_EDGE))
        flat = _flat(upright)
    return flat.transpose(_TURNS[turn]) if turn else flat


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """On white paper, in RGB, with nothing but pixels."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    return image.convert("RGB")


def _page(jpeg: bytes, width: int, height: int) -> bytes:
    paper = _A4 if height >= width else _A4[::-1]
    scale = min((paper[0] - 2 * _MARGIN) / width, (paper[1] - 2 * _MARGIN) / height)
    w, h = width * scale, height * scale
    pdf = pikepdf.new()
    picture = pdf.make_stream(
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    drawing = f"q {w:.3f} 0 0 {h:.3f} {(paper[0] - w) / 2:.3f} {(paper[1] - h) / 2:.3f} cm /Anh Do Q".encode()
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, *paper],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/Anh": picture})),
        Contents=pdf.make_stream(drawing),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
