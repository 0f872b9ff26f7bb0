"""Cash and card at the counter: the official is the gateway, and their word is stored like any other."""
