"""A person's vault: their results, whether they are in force, and who looked at them."""
