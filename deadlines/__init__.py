"""Deadlines: the promised date of every dossier and step, computed in working time and explained line by line.

Promises: the same inputs (receipt, limit, calendar, pauses, policy) give the same moment, always inside a working session, in
microseconds. May import common and read agencies' calendars. Start with ``rules.due``, then ``policy.Policy``;
``selectors.calendar_for`` brings the calendar of an agency.
"""
