"""Choosing the seat to act from; the seat then stands in every address of the desk."""
