"""Agencies for the system administrator: found by name or code, their names, phones and dates of validity edited."""
