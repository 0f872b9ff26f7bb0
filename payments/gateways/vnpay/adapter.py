"""VNPAY behind the port: settings.VNPAY gives addresses, terminal code and secret."""

import hashlib
import json
import uuid
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from payments.gateways.client import post_json
from payments.gateways.port import GatewayDown, Notice, Order, RefundOrder
from payments.gateways.vnpay import codes, protocol

MAX_RAW = 4096
NOT_FOUND = "91"
# IPN answers of VNPAY, by what became of the message (domain.md §6.1). A message we took is 00.
_SAYS = {
    "00": "Confirm Success",
    "01": "Order not Found",
    "02": "Order already confirmed",
    "04": "Invalid amount",
    "97": "Invalid Checksum",
}
_CODE = {"unknown": "01", "repeated": "02", "ignored": "02", "wrong-amount": "04", "unverified": "97"}
# A repeat is answered "already confirmed", unless the first was refused: then it is refused again.
_SAME_AGAIN = {"unknown", "wrong-amount", "unverified"}


class Vnpay:
    """See ``payments.gateways.port.Gateway``."""

    key = "vnpay"
    remote = False

    @property
    def label(self) -> str:
        """What a person calls it."""
        return _("cổng thanh toán VNPAY")

    @property
    def offer(self) -> str:
        """What the payer chooses."""
        return _("Thẻ, tài khoản ngân hàng hoặc ví qua VNPAY")

    @property
    def offer_hint(self) -> str:
        """What then happens."""
        return _("Bạn sang trang của VNPAY để trả tiền rồi được đưa về đây. Có kết quả ngay.")

    @property
    def method(self) -> str:
        """What a receipt says."""
        return _("Thanh toán trực tuyến qua %(gateway)s") % {"gateway": self.label}

    def reference(self, fee_reference: str, serial: int) -> str:
        """vnp_TxnRef: VNPAY takes money once per reference."""
        return f"{fee_reference}_{serial}"

    def redirect_url(self, order: Order) -> str:
        """The signed address of VNPAY's payment page."""
        params = {
            "vnp_Version": protocol.VERSION,
            "vnp_Command": "pay",
            "vnp_TmnCode": settings.VNPAY["tmn_code"],
            "vnp_Amount": protocol.wire_amount(order.amount),
            "vnp_CreateDate": protocol.stamp(order.created_at),
            "vnp_ExpireDate": protocol.stamp(order.expires_at),
            "vnp_CurrCode": "VND",
            "vnp_IpAddr": order.ip,
            "vnp_Locale": "vn",
            # VNPAY settles a terminal's money by its contract: the statement tells the treasury whose account it is for.
            "vnp_OrderInfo": protocol.plain(f"{order.info} TK {order.account}" if order.account else order.info),
            "vnp_OrderType": "other",
            "vnp_ReturnUrl": order.return_url,
            "vnp_TxnRef": order.txn_ref,
        }
        return f"{settings.VNPAY['pay_url']}?{protocol.signed_query(params, settings.VNPAY['secret'])}"

    def read(self, raw: str) -> Notice:
        """Read the query string of an IPN (or of the return page, which may only display it)."""
        try:
            params = protocol.parse(raw[:MAX_RAW])
        except protocol.Malformed:
            return self._unverified("ipn", raw)
        ours = params.get("vnp_TmnCode") == settings.VNPAY["tmn_code"]
        if len(raw) > MAX_RAW or not ours or not protocol.is_signed(params, settings.VNPAY["secret"]):
            return self._unverified("ipn", raw)
        currency = params.get("vnp_CurrCode", "VND")
        return Notice(
            gateway=self.key,
            source="ipn",
            raw=raw,
            verified=True,
            provider_id=f"ipn:{_sha(protocol.canonical(params))}",
            txn_ref=params.get("vnp_TxnRef", "")[:100],
            amount=protocol.read_amount(params.get("vnp_Amount", "")) if currency == "VND" else None,
            says=codes.says_of_ipn(params.get("vnp_ResponseCode", ""), params.get("vnp_TransactionStatus", "")),
            reason_code=params.get("vnp_ResponseCode", "")[:20],
            provider_ref=params.get("vnp_TransactionNo", "")[:60],
        )

    def ask(self, txn_ref: str, *, created_at: datetime, now: datetime) -> Notice:
        """querydr: the truth about one attempt. A transaction VNPAY never saw reads as pending."""
        body = {
            "vnp_RequestId": uuid.uuid4().hex,
            "vnp_Version": protocol.VERSION,
            "vnp_Command": "querydr",
            "vnp_TmnCode": settings.VNPAY["tmn_code"],
            "vnp_TxnRef": txn_ref,
            "vnp_OrderInfo": protocol.plain(f"Hoi ket qua {txn_ref}"),
            "vnp_TransactionDate": protocol.stamp(created_at),
            "vnp_CreateDate": protocol.stamp(now),
            "vnp_IpAddr": "127.0.0.1",
        }
        text, answer = self._post(body, _fields("query_fields", protocol.QUERY_FIELDS), "answer_fields")
        return self._read_answer(txn_ref, text, answer)

    def refund(self, order: RefundOrder) -> tuple[bool, str]:
        """refund: see ``payments.gateways.port.Refunding``. 94 says that VNPAY has this very order already."""
        body = {
            "vnp_RequestId": order.request_id,
            "vnp_Version": protocol.VERSION,
            "vnp_Command": "refund",
            "vnp_TmnCode": settings.VNPAY["tmn_code"],
            "vnp_TransactionType": "02" if order.whole else "03",
            "vnp_TxnRef": order.txn_ref,
            "vnp_Amount": protocol.wire_amount(order.amount),
            "vnp_TransactionNo": order.provider_ref,
            "vnp_TransactionDate": protocol.stamp(order.paid_at),
            "vnp_CreateBy": protocol.plain(order.by),
            "vnp_CreateDate": protocol.stamp(order.now),
            "vnp_IpAddr": "127.0.0.1",
            "vnp_OrderInfo": protocol.plain(f"Hoan tien {order.txn_ref}"),
        }
        _text, answer = self._post(body, _fields("refund_fields", protocol.REFUND_FIELDS), "refund_answer_fields")
        code = str(answer.get("vnp_ResponseCode", ""))
        if code in {"00", "94"} and str(answer.get("vnp_TransactionStatus", "")) != "09":
            return True, str(answer.get("vnp_TransactionNo") or order.request_id)[:60]
        if code in {"91", "95", "02", "03", "00", "94"}:
            return False, f"{code} {answer.get('vnp_Message', '')}"[:200]
        raise GatewayDown(f"refund {code}")

    def _post(self, body: dict[str, str], fields: tuple[str, ...], answer_fields: str) -> tuple[str, dict[str, object]]:
        """One signed question to the JSON interface and its signed answer. Raises ``GatewayDown``."""
        body["vnp_SecureHash"] = protocol.pipe_hash(body, fields, settings.VNPAY["secret"])
        api = settings.VNPAY["api_url"]
        text, answer = post_json(api, body, allowed_host=settings.VNPAY.get("api_host") or urlsplit(api).hostname or "")
        expected = {"answer_fields": protocol.ANSWER_FIELDS, "refund_answer_fields": protocol.REFUND_ANSWER_FIELDS}[answer_fields]
        if not protocol.is_pipe_signed(answer, _fields(answer_fields, expected), settings.VNPAY["secret"]):
            raise GatewayDown("answer not signed")
        return text, answer

    def reread(self, source: str, raw: str, txn_ref: str) -> Notice:
        """The notice of a stored message."""
        return self.read(raw) if source == "ipn" else self._read_answer(txn_ref, raw, json.loads(raw))

    def reply(self, outcome: str, *, again: bool) -> dict[str, str]:
        """{"RspCode", "Message"}: 00 once, 02 when it came before; a refusal stays the same refusal."""
        code = _CODE.get(outcome, "00")
        if again and outcome not in _SAME_AGAIN:
            code = "02"
        return {"RspCode": code, "Message": _SAYS[code]}

    def why(self, reason_code: str) -> str:
        """What went wrong, in words."""
        return str(codes.REASONS.get(reason_code, codes.OTHER))

    def _read_answer(self, txn_ref: str, text: str, values: dict[str, object]) -> Notice:
        answer = {key: "" if value is None else str(value) for key, value in values.items()}
        response = answer.get("vnp_ResponseCode", "")
        if response not in {"00", NOT_FOUND}:
            raise GatewayDown(f"querydr {response}")
        if response == "00" and answer.get("vnp_TxnRef") != txn_ref:
            raise GatewayDown("answer for another transaction")
        # Without the ids and the hash that differ each time, the same answer twice is one event.
        said = {key: value for key, value in answer.items() if key not in {"vnp_ResponseId", "vnp_SecureHash"}}
        return Notice(
            gateway=self.key,
            source="query",
            raw=text,
            verified=True,
            provider_id=f"query:{_sha(protocol.canonical({**said, 'vnp_TxnRef': txn_ref}))}",
            txn_ref=txn_ref,
            amount=protocol.read_amount(answer.get("vnp_Amount", "")),
            says="pending" if response == NOT_FOUND else codes.says_of_query(answer.get("vnp_TransactionStatus", "")),
            reason_code="" if response == NOT_FOUND else answer.get("vnp_TransactionStatus", "")[:20],
            provider_ref=answer.get("vnp_TransactionNo", "")[:60],
        )

    def _unverified(self, source: str, raw: str) -> Notice:
        return Notice(gateway=self.key, source=source, raw=raw[:MAX_RAW], verified=False, provider_id=f"bad:{_sha(raw)}", says="")


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _fields(name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(settings.VNPAY.get(name) or default)
