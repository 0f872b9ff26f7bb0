"""Money: what is due and why, each try to pay it, what the gateway said, and the receipt. Demand ≠ attempt ≠ receipt.

Promises: a đồng that came in is never lost and never counted twice. Raw messages are stored before they are believed;
one success at most is applied to a fee; "failed" is not final, later proof of payment wins; what does not fit goes to
a person (ManualCase); nothing trusts the page the payer comes back to. ``invariants.check`` proves it (I3).

May import common, audit, agencies, accounts. Never sees a request, never knows a dossier: it emits
``common.events.FeeSettled`` and ``FeeExpired``.

Start with rules.py (who moves where, and why), then services/settle.py, then gateways/port.py. The locking order is in
locks.py. The sandbox gateway is ``python -m payments.sandbox``. Decisions: docs/adr/0006-payments.md.
"""
