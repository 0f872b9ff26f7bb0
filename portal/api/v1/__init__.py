"""Version 1: the public catalogue, read only, anonymous, throttled, with ETags. Start at ``urls``, then ``procedures``."""
