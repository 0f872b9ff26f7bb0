"""Results and papers: printed, numbered, signed, kept for their owner, and provable to anyone.

Promises: what ``keep`` stored can be read back bit for bit or is reported as damaged; a paper's number is taken once
and never again; ``verification.verify`` says "ours and intact" only of the very bytes that were kept.
May import common, audit, agencies and accounts. Knows no dossier and no procedure: it holds their codes as text.

Start with ``papers`` (what is printed), ``documents`` (HTML to PDF), ``signing``, ``services/keep`` and ``verification``.
"""
