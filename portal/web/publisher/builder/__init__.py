"""The e-form builder: a list of pages and questions, a page for each thing a question can be told, preview, trial, checks.

Pages over eforms.building, which does the work on the document. Every change is a POST that answers with a redirect.
"""
