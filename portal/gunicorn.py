"""gunicorn's settings (``gunicorn -c python:portal.gunicorn portal.wsgi``): sync workers, loaded once and forked.

Overridable by environment: PORTAL_BIND, WEB_CONCURRENCY, FORWARDED_ALLOW_IPS.
"""

import os

bind = os.environ.get("PORTAL_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "sync"
# Loaded before forking: half the start-up time and shared memory; nothing opens a connection at import.
preload_app = True
# A page ends itself long before (statement_timeout 5 s); uploads over a slow link are the proxy's to buffer.
timeout = 30
# On SIGTERM requests under way may end (fault F23).
graceful_timeout = 20
keepalive = 2
max_requests = 5000
max_requests_jitter = 500
backlog = 512
# The workers' heartbeat file in memory: a full disk must not look like a dead worker.
_memory = "/dev/shm"  # noqa: S108  (gunicorn makes a private file of its own there)
worker_tmp_dir = _memory if os.access(_memory, os.W_OK) else None
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
errorlog = "-"
accesslog = None
loglevel = "info"
