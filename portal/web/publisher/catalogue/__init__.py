"""The work list, a draft's overview, its review and its history."""
