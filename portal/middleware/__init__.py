"""Middleware: what every request passes through, one concern a file."""
