"""Away or moving: a seat in other hands for a time, all held work to a colleague."""
