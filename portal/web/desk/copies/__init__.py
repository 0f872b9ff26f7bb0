"""Papers that people give an agency to look at, and what they ask about their data."""
