"""Pages of plain words: help and contact, data protection, accessibility, about."""
