"""Paying online: what and why before leaving, one true state after, the gateway's door (IPN), the receipt."""
