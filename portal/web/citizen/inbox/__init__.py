"""The inbox: what the person was told, the truth of which e-mails are copies."""
