"""The verbs of the product: draft, submit, receive, supplement, consult, decide, sign, issue, hand over.

The only orchestrator: it alone knows procedures, money, vault and messages at once. Every service here is one
transaction: take the row lock, check the version the caller saw, decide with pure rules, write, append audit and
outbox rows. May import every lower package; nothing but reports and portal may import it.
Start reading at ``services/submit.py``, then ``services/moves.py``; ``states.py`` names what a dossier can be.
"""
