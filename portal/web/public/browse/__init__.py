"""The catalogue from A to Z, by field of administration, by occasion in life."""
