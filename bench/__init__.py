"""Benchmarks as ratios of one run: ours against a baseline that each names (``bin/bench [NAME…] [--json]``).

Rounds of ours and of the baseline alternate and medians are compared, so a noisy machine disturbs both alike.
"""
