"""The e-form language: Form.io JSON read strictly, processed in numbered stages, drawn and reviewed. Pure: no ORM, no request.

Promises: a form is refused with a path and a sentence or it works; a forged hidden or calculated value never gets in;
what depends on something is settled after it; every message is Vietnamese and says what to do.
May import ``common`` only. What lies outside (lists, addresses) comes through ``ports``.
Start reading with ``engine`` (the pipeline), then ``schema`` (what is accepted), then ``types`` (one class per field type).
"""
