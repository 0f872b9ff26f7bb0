"""What time alone brings about: warnings, lateness, drafted apologies, promises counted anew after a calendar changed.

Each sweep finds its rows by a partial index of those that are due, treats each in a transaction of its own, goes on to the last
row and may run twice at once. Start with ``lateness``, then ``recount``; the beat's side is ``tasks`` here (portal/celery.py).
"""
