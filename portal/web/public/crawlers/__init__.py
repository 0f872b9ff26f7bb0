"""What search engines ask for: the sitemap and what they may read."""
