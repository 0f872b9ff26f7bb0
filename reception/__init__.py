"""The hall of a one-door unit: windows, numbers, appointments (ADR 0036).

``rules`` who is next and which move is allowed; ``slots`` and ``waiting`` pure arithmetic; ``services`` one transaction each;
``access`` the only way to a row that a person asked for. Procedures and fields are known by their codes alone.
"""
