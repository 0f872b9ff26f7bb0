"""VietQR behind the port: settings.VIETQR gives bank, account and its holder. Nobody pushes, the statement is the proof."""

import hashlib
import json
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from payments.gateways.port import Notice, NotYet, Order
from payments.gateways.vietqr import emv, reference
from payments.gateways.vietqr.statement import Credit
from payments.models import Attempt, Statement

PATIENCE = timedelta(days=3)
"""A transfer that no statement shows so long after its code ended was not made."""


class VietQr:
    """See ``payments.gateways.port.Gateway``."""

    key = "vietqr"
    remote = False

    @property
    def label(self) -> str:
        """What a person calls it."""
        return _("chuyển khoản bằng mã VietQR")

    @property
    def offer(self) -> str:
        """What the payer chooses."""
        return _("Chuyển khoản bằng mã VietQR")

    @property
    def offer_hint(self) -> str:
        """What then happens."""
        return _(
            "Quét mã bằng ứng dụng của ngân hàng bất kỳ. Khoản chuyển được xác nhận khi có sao kê của ngân hàng, "
            "thường trong ngày làm việc."
        )

    @property
    def method(self) -> str:
        """What a receipt says."""
        return _("Chuyển khoản ngân hàng (VietQR)")

    def reference(self, fee_reference: str, serial: int) -> str:
        """What the payer's bank carries to our statement."""
        return reference.new()

    def redirect_url(self, order: Order) -> str:
        """Nobody is sent away: the code stands on our own page."""
        return ""

    def code(self, txn_ref: str, amount: int) -> str:
        """The text inside the code for one try."""
        bank = settings.VIETQR
        return emv.payload(bank["bin"], bank["account"], amount, txn_ref)

    def read_credit(self, credit: Credit, account: str) -> Notice:
        """The notice of one credit of a statement; whose it is, its text says, if one of the codes in it is ours."""
        said = {
            "account": account,
            "reference": credit.reference,
            "amount": credit.amount,
            "booked_at": credit.booked_at.isoformat(),
            "text": credit.text,
        }
        return self._notice(json.dumps(said, ensure_ascii=False, sort_keys=True), said, _ours(credit.text))

    def read(self, raw: str) -> Notice:
        """Nothing is ever pushed to us."""
        return Notice(gateway=self.key, source="ipn", raw=raw, verified=False, provider_id="", says="")

    def ask(self, txn_ref: str, *, created_at: datetime, now: datetime) -> Notice:
        """The bank is asked by its statements: only one that reaches beyond the code's end says that nothing came."""
        ends = Attempt.objects.values_list("expires_at", flat=True).get(txn_ref=txn_ref)
        covered = Statement.objects.filter(gateway=self.key, account=settings.VIETQR["account"], until__gte=ends).exists()
        if not covered and now < ends + PATIENCE:
            raise NotYet("no statement reaches that far")
        return Notice(
            gateway=self.key,
            source="query",
            raw=json.dumps({"txn_ref": txn_ref, "covered": covered}),
            verified=True,
            provider_id=f"query:{txn_ref}",
            txn_ref=txn_ref,
            says="pending",
        )

    def reread(self, source: str, raw: str, txn_ref: str) -> Notice:
        """The notice of a stored line."""
        said = json.loads(raw)
        if source == "statement":
            return self._notice(raw, said, txn_ref)
        return Notice(
            gateway=self.key,
            source=source,
            raw=raw,
            verified=True,
            provider_id=f"query:{txn_ref}",
            txn_ref=txn_ref,
            says="pending",
        )

    def reply(self, outcome: str, *, again: bool) -> dict[str, str]:
        """Nobody waits for an answer."""
        return {}

    def why(self, reason_code: str) -> str:
        """A transfer has no failure that a bank would tell us of."""
        return _("Chưa có khoản chuyển nào với mã này.")

    def _notice(self, raw: str, said: dict[str, object], txn_ref: str) -> Notice:
        account, name = str(said["account"]), str(said["reference"])
        words = f"{account}|{name}|{said['amount']}|{said['booked_at']}|{said['text']}"
        return Notice(
            gateway=self.key,
            source="statement",
            raw=raw,
            verified=True,
            provider_id=f"line:{hashlib.sha256(words.encode()).hexdigest()}",
            txn_ref=txn_ref,
            amount=int(str(said["amount"])),
            says="success",
            provider_ref=name[:60],
            sum_id=f"{account}:{name}",
        )


def _ours(text: str) -> str:
    """The one reference of ours in a transfer's text; without exactly one that we gave out, the first, or none."""
    found = reference.found_in(text)
    known = Attempt.objects.filter(gateway="vietqr", txn_ref__in=found).values_list("txn_ref", flat=True) if found else []
    known = list(known)
    return known[0] if len(known) == 1 else "" if len(known) > 1 else next(iter(found), "")


def is_ours(account: str) -> bool:
    """Whether a statement is of the account that our codes name."""
    return "".join(account.split()) == settings.VIETQR["account"]
