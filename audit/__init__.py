"""The append-only log of every act: one hash chain per stream, no personal data (ids and hashes only).

May import common. Start with ``log.append``; ``selectors.verify`` recomputes every chain.
"""
