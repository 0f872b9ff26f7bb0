"""Running the portal on one machine: PostgreSQL and Valkey from wheels, web server, worker, beat, payment sandbox.

Outside Django on purpose: it starts before Django can and must outlive it. May import portal.settings.{env,keys}
(plain Python) and nothing else of ours. Reading order: instance.py (what a running portal is), postgres.py (the
only difficult part), commands in run.py, check.py, manage.py, bench.py.
"""
