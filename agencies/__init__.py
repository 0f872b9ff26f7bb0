"""The agency tree, administrative units, seats and calendars: all data with dates of validity, no level known to code.

May import common. Start with ``models``, then ``selectors`` (root, find, one_door_of), ``codes`` (identifiers of QĐ 20/2020)
and ``address`` (communes of both editions). ``manage.py seed_agencies`` and ``seed_calendars`` load the demonstration.
"""
