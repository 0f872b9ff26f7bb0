"""Figures of what was really done: read-only statistics over dossiers; nothing here is written or decided.

May import everything below it (dossiers, procedures, deadlines, common). Start with ``selectors``; ``pace`` is the pure part.
A figure says from what it was counted and since when, and is not given where it would say something about single people.
"""
