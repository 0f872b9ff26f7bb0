"""How the parsers in the jail refuse: only a code crosses the pipe, the words are the parent's."""


class Refused(Exception):
    """``code`` is one of ``errors.MESSAGES``' keys."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
