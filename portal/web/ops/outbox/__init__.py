"""Work waiting after commit and work that failed, with a retry button."""
