"""The finance officer's day book: what was collected today, and money that a person must place."""
