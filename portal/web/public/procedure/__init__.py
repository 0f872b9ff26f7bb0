"""A procedure's page, its print version, and the check whether one may do it."""
