"""The process language: what steps a dossier goes through, who may do what at each, and which document says so.

Pure Python over plain data: no ORM, no request, no clock. ``language`` reads a document, ``checker`` says what is wrong
with it before it is published, ``rules`` decides what may be done now. ``dossiers`` keeps the state and drives it.
May import common. Start with ``language`` (the format), then ``rules``.
"""
