"""Judging a draft: what changed, what was said about it, who is affected, approve, return or publish."""
