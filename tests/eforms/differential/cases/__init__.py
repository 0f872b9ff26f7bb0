"""The fixed cases, by theme."""
