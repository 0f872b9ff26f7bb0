"""At the counter: a citizen who lost their mailbox gets a one-time code after the clerk has seen their identity card."""
