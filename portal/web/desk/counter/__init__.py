"""Tiếp nhận tại quầy: who and what, the e-form with its papers, the end; by keyboard alone (ADR 0034)."""
