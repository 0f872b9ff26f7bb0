"""Plumbing without any model of the domain (layer 0): everything may import it, it imports nothing of ours.

Start with ``events`` (who may wake whom), ``outbox`` (side effects after commit), ``blobs`` (encrypted files)
and ``errors`` (what a service may refuse with).
"""
