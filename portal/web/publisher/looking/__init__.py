"""A draft looked at before its day: as the citizen will see it, as the agencies will."""
