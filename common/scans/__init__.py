"""A stack of paper as the scanner hands it over: split into pages, put together as papers, read by a machine.

Everything that opens a scan runs in the jail (common/jail.py): ``splitting``, ``assembling`` and ``reading`` are its modules,
``work`` is the side that calls them. ``sheets`` is what our separator sheets say, ``blanks`` what an empty page looks like,
``tesseract`` the machine's reading, which may be absent: then pages are not turned by themselves and nothing is read.
"""
