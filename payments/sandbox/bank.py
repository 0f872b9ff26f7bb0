"""The gateway itself: its transactions in memory, its word to the merchant, its faults."""

import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from payments.gateways.vnpay import protocol

FAULTS = {
    "late": "Báo kết quả trễ",
    "twice": "Báo kết quả hai lần cùng lúc",
    "lost": "Không báo kết quả",
    "wrong-amount": "Thu sai số tiền",
    "wrong-signature": "Báo kết quả với chữ ký sai",
    "fail-then-success": "Báo không thành công rồi báo thành công",
    "success-then-fail": "Báo thành công rồi báo không thành công",
    "unknown-order": "Báo thêm một giao dịch lạ",
    "no-return": "Không đưa người nộp về lại",
    "query-500": "Máy chủ hỏi kết quả bị lỗi",
    "query-slow": "Máy chủ hỏi kết quả trả lời chậm",
    "query-garbage": "Máy chủ hỏi kết quả trả lời vô nghĩa",
    "refund-refused": "Không nhận lệnh hoàn tiền",
}
REQUIRED = {"vnp_Version": protocol.VERSION, "vnp_Command": "pay", "vnp_CurrCode": "VND"}


class Refused(Exception):
    """VNPAY would show an error page; ``code`` is its own (02 unknown terminal, 70 bad hash, 03 bad data, 15 too late)."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass
class Transaction:
    """One order at the gateway. ``status`` is vnp_TransactionStatus: 00 paid, 01 not finished, 02 failed."""

    order: dict[str, str]
    number: str
    token: str = field(default_factory=secrets.token_hex)
    status: str = "01"
    response: str = ""
    paid_at: str = ""
    amount: str = ""
    refunds: dict[str, int] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        return self.order["vnp_TxnRef"]


@dataclass
class Bank:
    """A VNPAY terminal. Thread-safe; ``deliveries`` keeps (query string, answer code) of every IPN sent."""

    secret: str
    ipn_url: str
    tmn_code: str = "DEMO0001"
    faults: frozenset[str] = frozenset()
    late_seconds: float = 5.0
    retry_seconds: float = 2.0
    tries: int = 10
    transactions: dict[str, Transaction] = field(default_factory=dict)
    deliveries: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, raw: str) -> Transaction:
        """A payer arrives with a pay URL. Raises ``Refused``; the same order again is the same transaction."""
        try:
            params = protocol.parse(raw)
        except protocol.Malformed as error:
            raise Refused("03", "Dữ liệu gửi sang không đúng định dạng") from error
        if params.get("vnp_TmnCode") != self.tmn_code:
            raise Refused("02", "Không có đơn vị chấp nhận thanh toán này")
        if not protocol.is_signed(params, self.secret):
            raise Refused("70", "Sai chữ ký")
        if any(params.get(name) != value for name, value in REQUIRED.items()):
            raise Refused("03", "Dữ liệu gửi sang không đúng định dạng")
        if protocol.read_amount(params.get("vnp_Amount", "")) is None or not params.get("vnp_TxnRef"):
            raise Refused("03", "Số tiền hoặc mã giao dịch không đúng")
        if params.get("vnp_ExpireDate", "9") < protocol.stamp(datetime.now(protocol.ZONE)):
            raise Refused("15", "Giao dịch đã quá thời gian thanh toán")
        with self.lock:
            number = str(14_000_000 + len(self.transactions) + secrets.randbelow(900_000))
            return self.transactions.setdefault(params["vnp_TxnRef"], Transaction(params, number, amount=params["vnp_Amount"]))

    def finish(self, ref: str, token: str, response: str, faults: frozenset[str] = frozenset()) -> str:
        """The payer decides: ``response`` is 00, 24 (cancelled), 51 …. Returns the address to send them back to."""
        faults = faults | self.faults
        with self.lock:
            transaction = self.transactions[ref]
            if not secrets.compare_digest(transaction.token, token):
                raise Refused("99", "Phiên thanh toán không còn")
            first = transaction.status == "01"
            if first:
                transaction.response, transaction.status = response, "00" if response == "00" else "02"
                transaction.paid_at = protocol.stamp(datetime.now(protocol.ZONE))
                if "wrong-amount" in faults:
                    transaction.amount = str(int(transaction.amount) - 100_000 if int(transaction.amount) > 100_000 else 50_000)
        if first:
            threading.Thread(target=self._notify, args=(transaction, faults), daemon=True).start()
        return f"{transaction.order['vnp_ReturnUrl']}?{self._message(transaction)}"

    def answer_query(self, body: Mapping[str, object]) -> dict[str, str]:
        """querydr: what we know of a transaction, signed. 97 for a wrong hash, 91 for one we never saw."""
        answer = {
            "vnp_ResponseId": secrets.token_hex(16),
            "vnp_Command": "querydr",
            "vnp_TmnCode": self.tmn_code,
            "vnp_TxnRef": str(body.get("vnp_TxnRef", "")),
        }
        transaction = self.transactions.get(answer["vnp_TxnRef"])
        if not protocol.is_pipe_signed(body, protocol.QUERY_FIELDS, self.secret):
            answer |= {"vnp_ResponseCode": "97", "vnp_Message": "Invalid Checksum"}
        elif transaction is None:
            answer |= {"vnp_ResponseCode": "91", "vnp_Message": "Transaction not found"}
        else:
            answer |= {"vnp_ResponseCode": "00", "vnp_Message": "QueryDR Success", **self._known(transaction)}
        return {**answer, "vnp_SecureHash": protocol.pipe_hash(answer, protocol.ANSWER_FIELDS, self.secret)}

    def answer_refund(self, body: Mapping[str, object]) -> dict[str, str]:
        """refund: 94 for an order we have, 95 for money that was not taken or more than was, 97 for a wrong hash."""
        answer = {
            "vnp_ResponseId": secrets.token_hex(16),
            "vnp_Command": "refund",
            "vnp_TmnCode": self.tmn_code,
            "vnp_TxnRef": str(body.get("vnp_TxnRef", "")),
            "vnp_Amount": str(body.get("vnp_Amount", "")),
        }
        with self.lock:
            transaction = self.transactions.get(answer["vnp_TxnRef"])
            if not protocol.is_pipe_signed(body, protocol.REFUND_FIELDS, self.secret):
                answer |= {"vnp_ResponseCode": "97", "vnp_Message": "Invalid Checksum"}
            elif transaction is None:
                answer |= {"vnp_ResponseCode": "91", "vnp_Message": "Transaction not found"}
            else:
                answer |= self._give_back(transaction, str(body.get("vnp_RequestId", "")), answer["vnp_Amount"])
        return {**answer, "vnp_SecureHash": protocol.pipe_hash(answer, protocol.REFUND_ANSWER_FIELDS, self.secret)}

    def _give_back(self, transaction: Transaction, request: str, amount: str) -> dict[str, str]:
        if request in transaction.refunds:
            return {"vnp_ResponseCode": "94", "vnp_Message": "Duplicate request", "vnp_TransactionNo": transaction.number}
        asked = protocol.read_amount(amount) or 0
        left = (protocol.read_amount(transaction.amount) or 0) - sum(transaction.refunds.values())
        if "refund-refused" in self.faults or transaction.status != "00" or not 0 < asked <= left:
            return {"vnp_ResponseCode": "95", "vnp_Message": "Transaction refused"}
        transaction.refunds[request] = asked
        return {
            "vnp_ResponseCode": "00",
            "vnp_Message": "Refund success",
            "vnp_TransactionNo": transaction.number,
            "vnp_TransactionType": "03",
            "vnp_TransactionStatus": "05",
        }

    def _known(self, transaction: Transaction) -> dict[str, str]:
        return {
            "vnp_Amount": transaction.amount,
            "vnp_BankCode": "NCB",
            "vnp_PayDate": transaction.paid_at,
            "vnp_TransactionNo": transaction.number if transaction.status == "00" else "0",
            "vnp_TransactionType": "01",
            "vnp_TransactionStatus": transaction.status,
            "vnp_OrderInfo": transaction.order.get("vnp_OrderInfo", ""),
        }

    def _message(self, transaction: Transaction, *, secret: str | None = None, **changes: str) -> str:
        paid = transaction.status == "00"
        params = {
            "vnp_Amount": transaction.amount,
            "vnp_BankCode": "NCB",
            "vnp_BankTranNo": f"VNP{transaction.number}" if paid else "",
            "vnp_CardType": "ATM",
            "vnp_OrderInfo": transaction.order.get("vnp_OrderInfo", ""),
            "vnp_PayDate": transaction.paid_at,
            "vnp_ResponseCode": transaction.response,
            "vnp_TmnCode": self.tmn_code,
            "vnp_TransactionNo": transaction.number if paid else "0",
            "vnp_TransactionStatus": transaction.status,
            "vnp_TxnRef": transaction.ref,
            **changes,
        }
        return protocol.signed_query(params, secret or self.secret)

    def _notify(self, transaction: Transaction, faults: frozenset[str]) -> None:
        message = self._message(transaction)
        failure = self._message(transaction, vnp_ResponseCode="99", vnp_TransactionStatus="02", vnp_TransactionNo="0")
        if "lost" in faults:
            return
        if "late" in faults:
            time.sleep(self.late_seconds)
        if "wrong-signature" in faults:
            self._send(self._message(transaction, secret=self.secret[::-1]))
            return
        if "unknown-order" in faults:
            self._send(self._message(transaction, vnp_TxnRef=f"{transaction.ref}-la"))
        if "fail-then-success" in faults:
            self._send(failure)
        if "twice" in faults:
            threading.Thread(target=self._deliver, args=(message,), daemon=True).start()
        self._deliver(message)
        if "success-then-fail" in faults:
            self._send(failure)

    def _deliver(self, query: str) -> None:
        """Send until the merchant confirms (00 or 02), as VNPAY does, with our own short rhythm."""
        for _attempt in range(self.tries):
            if self._send(query) in {"00", "02"}:
                return
            time.sleep(self.retry_seconds)

    def _send(self, query: str) -> str:
        try:
            # The address is the operator's own argument; a sandbox has no other.
            with urllib.request.urlopen(f"{self.ipn_url}?{query}", timeout=10) as response:  # noqa: S310
                code = str(json.load(response).get("RspCode", ""))
        except (urllib.error.URLError, OSError, ValueError, AttributeError) as error:
            code = type(error).__name__
        with self.lock:
            self.deliveries.append((query, code))
        return code
