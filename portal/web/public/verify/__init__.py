"""Checking a paper by its QR or by its file: for anyone, without an account and without personal data."""
