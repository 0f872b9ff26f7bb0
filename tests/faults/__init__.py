"""Faults F1, F2, F3, F5, F6, F9, F10 of reliability-security.md §4.3, done to real processes.

One portal for the folder (``site``); ``stage`` makes drafts and dossiers beside it, ``citizen`` fills and sends forms.
"""
