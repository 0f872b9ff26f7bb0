"""Talking to the person at the terminal: stderr only, Vietnamese first, English beside it."""

import sys


class Stop(Exception):
    """Nothing can go on; the text says what is the matter and what to do, in both languages."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n{english}")


def say(text: str) -> None:
    """Print a line for people; stdout stays free for a command's answer."""
    print(text, file=sys.stderr, flush=True)
