"""Biên lai: numbered once, printed once, readable, kept."""

import subprocess
import threading
from pathlib import Path

import pytest
from django.db import connections, transaction

from common import blobs, counters
from common.models import OutboxMessage
from payments.models import FeeRequest, Receipt
from payments.services import receipt as receipts
from payments.services import settle
from payments.services.render_receipt import render
from tests.payments.conftest import begin, ipn
from tests.vault.judges import pdfsig
from tests.vault.test_documents import conformity
from vault import ca, keys, signatures


@pytest.mark.django_db
def test_the_printed_receipt_says_who_what_how_much(fee: FeeRequest, heard: list, tmp_path: Path) -> None:
    settle.record_event("vnpay", ipn(begin(fee)))
    payloads = list(OutboxMessage.objects.filter(topic=receipts.RENDER).order_by("id").values_list("payload", flat=True))
    assert len(payloads) == 2
    for payload in payloads * 2:
        render(payload)
    printed = Receipt.objects.get(kind="le-phi")
    pdf = blobs.read(printed.blob)
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    flat = " ".join(text.split())
    for words in (
        "BIÊN LAI THU LỆ PHÍ",
        "Mẫu số: 01BLP0-001",
        "Số: 0000001",
        "Nguyễn Văn An",
        "H09.19-261122-0001",
        "16.000",
        "Mười sáu nghìn đồng",
        "Thanh toán trực tuyến qua cổng thanh toán VNPAY",
        "14831393",
    ):
        assert words in flat
    assert "Phí khai thác" not in flat
    said = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert "Pages:           1" in said
    path = tmp_path / "bien-lai.pdf"
    path.write_bytes(pdf)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert "Liberation-Serif" in fonts or "LiberationSerif" in fonts


@pytest.mark.django_db
def test_pdfsig_and_qpdf_accept_the_sealed_receipt(fee: FeeRequest, heard: list, tmp_path: Path) -> None:
    settle.record_event("vnpay", ipn(begin(fee)))
    receipt, name = Receipt.objects.get(kind="le-phi"), "Ủy ban nhân dân phường Phú Cường"
    ca.ensure(keys.agency_key(receipt.collector_code), ca.Subject(name, name))
    render({"receipt": str(receipt.pk)})
    receipt.refresh_from_db()
    pdf = blobs.read(receipt.blob)
    said = pdfsig(pdf, tmp_path)
    assert said.count("Signature is Valid") == said.count("Certificate is Trusted") == 1
    assert name in said and "ETSI.CAdES.detached" in said and "Total document signed" in said
    assert signatures.check(pdf, keys.trusted_roots()).intact and conformity(pdf) == "UA-1"


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_when_some_settlements_fail() -> None:
    def take(fails: bool) -> None:
        try:
            with transaction.atomic():
                taken.append(counters.take("receipt:test"))
                if fails:
                    taken.pop()
                    raise RuntimeError
        except RuntimeError:
            pass
        finally:
            connections.close_all()

    taken: list[int] = []
    threads = [threading.Thread(target=take, args=(index % 3 == 0,)) for index in range(15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 11))
