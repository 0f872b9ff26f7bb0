"""The account that a place named goes with the fee: onto the payer's page and into what the gateway is told."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from django.urls import reverse

from common import clock
from payments.models import FeeRequest
from payments.services.attempt import start

ACCOUNT = "3511.0.1234567 tại Kho bạc Nhà nước khu vực II"


def info(fee: FeeRequest) -> str:
    attempt = start(fee, gateway="vnpay", ip="203.0.113.7", return_url="http://testserver/", now=clock.now())
    return parse_qs(urlsplit(attempt.redirect_url).query)["vnp_OrderInfo"][0]


def test_the_gateway_and_the_payer_are_told(make_fee: Callable[..., FeeRequest], client: Client) -> None:
    fee = make_fee("H09.19-261122-0002", account=ACCOUNT)
    client.force_login(fee.payer)
    page = client.get(reverse("pay:show", args=[fee.pk])).content.decode()
    assert ACCOUNT in page
    assert info(fee) == "Thanh toan ho so H09.19-261122-0002 TK 3511.0.1234567 tai Kho bac Nha nuoc khu vuc II"


def test_without_one_nothing_is_said(make_fee: Callable[..., FeeRequest]) -> None:
    assert info(make_fee()).endswith("0001")
