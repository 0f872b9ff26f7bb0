"""People, organisations, accounts and who sits on which seat; limits of tries and ways back into an account.

May import common and agencies; never sees a request: django-allauth's adapters live in portal/web/account.
Start with ``access.seat_of`` (who may act on a seat), then ``services/seats`` and ``services/recovery``.
What the audit log must keep leaves as ``common.events.AccountEvent``; portal/wiring.py says who writes it down.
"""
