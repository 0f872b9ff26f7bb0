"""Two addresses for machines: /healthz (the process lives) and /readyz (it can serve people)."""
