"""Whether the audit log proves itself."""
