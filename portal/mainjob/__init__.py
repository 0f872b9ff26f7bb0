"""The main job over HTTP, with no browser: what ``bin/run --check`` performs (interfaces.md).

``visitor`` reads pages and sends their forms as a browser without JavaScript would; ``story`` is the job step by step.
"""
