"""The process language: what steps a dossier goes through, who may do what at each, and which document says so.

Pure Python over plain data: no ORM, no request, no clock. ``language`` reads a document (``reading``, ``words``, ``model``,
``blocks``), ``checker`` says what is wrong with it before it is published (``checks``), ``rules`` decides what may be done now
and where the tokens of a dossier go (``tokens``, ``state``). ``simulate`` walks a sample dossier, ``queueing`` a year of them,
``markings`` every one. ``bpmn`` exchanges, ``drawing`` draws, ``building`` edits. ``dossiers`` keeps the state and drives it.
May import common. Start with ``language`` (the format), then ``rules``; why it is so: ADR 0026.
"""
