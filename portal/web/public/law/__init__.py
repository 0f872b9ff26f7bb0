"""Legal texts that procedures rest on, with their days of force."""
