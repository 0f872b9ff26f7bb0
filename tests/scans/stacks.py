"""Stacks of paper as a counter's scanner hands them over: printed by WeasyPrint, drawn, tilted, spotted, put into one PDF."""

import io
import random
from collections.abc import Sequence
from functools import cache

import pypdfium2
import segno
from PIL import Image

from common.pdf import receipt
from common.scans.blanks import is_blank
from common.scans.sheets import Sheet

DOTS = 150
A4 = (1240, 1754)
PAPER = (250, 249, 245)
TEXT = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Giấy</title>
<style>@page {{ size: A4; margin: 20mm }} body {{ font: 13pt "Liberation Serif" }} div {{ display: flex; text-align: center }}
p {{ width: 50% }} section p {{ width: auto }}</style>
<div><p>ỦY BAN NHÂN DÂN<br><b>PHƯỜNG PHÚ CƯỜNG</b><br>Số: 145/GXN-UBND</p><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>
Độc lập - Tự do - Hạnh phúc<br><i>Phú Cường, ngày 12 tháng 3 năm 2024</i></p></div><h1>{title}</h1>
<section><p>Họ và tên: Nguyễn Văn An</p>
<p>Nơi thường trú: số 12 đường Lê Lợi, phường Phú Cường, thành phố Thủ Dầu Một.</p>{more}</section>"""
MORE = "<p>Ủy ban nhân dân phường xác nhận người có tên nêu trên đang sử dụng thửa đất số 145, không có tranh chấp.</p>" * 6


@cache
def printed(title: str = "GIẤY XÁC NHẬN") -> Image.Image:
    """A page with real Vietnamese text, as it lies on the glass: a little askew, a little dusty."""
    page = pypdfium2.PdfDocument(receipt(TEXT.format(title=title, more=MORE)))[0]
    picture = page.render(scale=DOTS / 72).to_pil().convert("RGB")
    assert not is_blank(picture), "the page was printed or drawn without its text"
    return worn(picture)


@cache
def blank() -> Image.Image:
    """The empty back of a page, with the scanner's dust on it."""
    return worn(Image.new("RGB", A4, PAPER))


def worn(page: Image.Image) -> Image.Image:
    askew = page.rotate(0.6, fillcolor=PAPER)
    chance = random.Random(20261123)  # noqa: S311 - dust is no secret
    for _speck in range(200):
        askew.putpixel((chance.randrange(askew.width), chance.randrange(askew.height)), (90, 90, 90))
    return askew


@cache
def separator(procedure: str = "", paper: str = "") -> Image.Image:
    """A separator sheet, scanned upside down: nobody looks how it lies."""
    out = io.BytesIO()
    segno.make(Sheet(procedure, paper).payload, error="h", micro=False).save(out, kind="png", scale=14)
    page = Image.new("RGB", A4, PAPER)
    page.paste(Image.open(out).convert("RGB"), (350, 500))
    return page.rotate(180)


def scanned(pages: Sequence[Image.Image]) -> bytes:
    """One PDF of pictures, as scanners make it; of copies, because Pillow leaves a picture knowing what it was appended with."""
    first, *others = [page.copy() for page in pages]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=DOTS)
    return out.getvalue()
