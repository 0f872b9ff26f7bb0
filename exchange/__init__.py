"""Messages with other systems of the State: today two registers that are asked, population and enterprises.

Promises: a register that is slow, hung, down or talking nonsense costs the asker a bounded time and an answer "down", never
an error and never a wrong fact; every look-up is an audit row without personal data (who, which fact names, for what);
nothing is asked inside a transaction of a page. May import common and audit. Knows no draft, no dossier and no account:
it is given a number and says what the register knows, by the e-forms' fact names.

Start with ``services/look_up.py`` (the one door), then ``registers/`` (one module a register), ``client.py``, ``circuit.py``.
``sandbox/`` plays both registers over real HTTP, with faults to switch on. Why: docs/adr/0017-registers-and-prefill.md.
"""
