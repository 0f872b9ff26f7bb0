"""The signing queue: what waits for this seat's signature, looked at page by page, signed in batches with an outcome a paper."""
