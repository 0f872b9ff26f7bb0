"""What a process keeps of pages and lists in its own memory."""

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The ``most`` newest values of this process; reading and writing are single steps of a dict, so threads may share it."""

    def __init__(self, most: int) -> None:
        self._rows: OrderedDict[str, T] = OrderedDict()
        self._most = most

    def get(self, key: str) -> T | None:
        return self._rows.get(key)

    def put(self, key: str, value: T) -> T:
        self._rows[key] = value
        while len(self._rows) > self._most:
            self._rows.popitem(last=False)
        return value
