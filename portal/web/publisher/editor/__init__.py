"""The editor of a version draft, one page a section: plain boxes, rows within the page, rows with a page of their own.

``boxes`` and ``kinds`` are the boxes, ``sheets`` says which section has which, ``views`` show and save them; ``conditions`` are
sentences over the e-form's questions. What a section is and how edits meet: procedures/sections.py.
"""
