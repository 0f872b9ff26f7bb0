"""Handing procedures on: the national database's JSON, the Excel template, the annex of a publication decision.

``national`` writes the shape that procedures/importing reads; what that shape has no place for (e-form, process, computed
fees) goes into ``portal``, so that what was exported comes back without a change. ``choosing`` says what is exported.
"""
