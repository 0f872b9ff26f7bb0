"""The catalogue: what a procedure asks, costs and promises, as immutable published versions, how the next version comes about
(a draft, four eyes), and how it is found.

May import common, audit, agencies, eforms and workflow. Start with ``content`` (the document of a version), then
``services.drafting`` and ``services.reviewing`` (how it is written and judged), ``services.publish`` (how a version comes
into force), ``rules`` (what it means for one person's answers) and ``search`` (how people find it).
"""
