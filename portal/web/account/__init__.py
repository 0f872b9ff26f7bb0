"""The person's account: django-allauth's pages in our words and design, and what allauth has no page for.

``adapter``, ``vneid`` and ``second_factor`` are allauth's extension points; ``pages`` names every address.
"""
