"""Calendars for the system administrator: days off and swapped working days by year, each with its source."""
