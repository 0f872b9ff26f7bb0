"""The front page and the occasions in life."""
