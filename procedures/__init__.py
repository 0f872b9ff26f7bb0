"""The catalogue: what a procedure asks, costs and promises, as immutable published versions, and how it is found.

May import common, audit, agencies, eforms and workflow. Start with ``content`` (the document of a version), then
``services.publish`` (how a version comes into force), ``rules`` (what it means for one person's answers) and
``search`` (how people find it).
"""
