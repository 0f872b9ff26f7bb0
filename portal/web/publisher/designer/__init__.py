"""The process designer: a draft's process as a table of steps with the drawn diagram beside it; everything is a form."""
