"""Development settings with the trivial view mounted and logs quiet."""

from portal.settings.development import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
LOGGING = {"version": 1, "disable_existing_loggers": True}
