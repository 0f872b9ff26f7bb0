"""A breaker per register, shared by all processes through the cache: a register that failed is left alone for a while.

``FAILURES`` in a row open it for ``OPEN_SECONDS``; then one caller tries (``TRIAL_SECONDS`` to itself), and its outcome closes
it or opens it again. With the cache away nothing is remembered: every asker then spends its own budget, no more.
"""

from django.core.cache import cache

FAILURES = 3
OPEN_SECONDS = 30
TRIAL_SECONDS = 10
REMEMBERED_SECONDS = 600


def allows(register: str) -> bool:
    """Whether to ask now."""
    failures = cache.get(_key(register, "failures"), 0)
    if failures < FAILURES:
        return True
    if cache.get(_key(register, "open")):
        return False
    return bool(cache.add(_key(register, "trial"), 1, TRIAL_SECONDS))


def succeeded(register: str) -> None:
    """It answered, whatever it said. Costs one read while all is well."""
    if cache.get(_key(register, "failures")):
        for name in ("failures", "open", "trial"):
            cache.delete(_key(register, name))


def failed(register: str) -> None:
    """It did not answer. Two processes that fail at once may count as one: then it opens one call later."""
    failures = cache.get(_key(register, "failures"), 0) + 1
    cache.set(_key(register, "failures"), failures, REMEMBERED_SECONDS)
    if failures >= FAILURES:
        cache.set(_key(register, "open"), 1, OPEN_SECONDS)
        cache.delete(_key(register, "trial"))


def _key(register: str, what: str) -> str:
    return f"register:{register}:{what}"
