"""Seats by agency and who sits on them."""
