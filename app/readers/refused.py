"""A file that cannot be read, said for people."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818  a file is refused; the program does not err
    """`code` is encrypted, corrupt, too_large, not_a_return or unsupported; `say` is one sentence with the remedy."""

    def __init__(self, code: str, say: str) -> None:
        super().__init__(say)
        self.code = code
        self.say = say


class NotRunning(Exception):  # noqa: N818  it is said to the clerk as it stands
    """The process that reads files cannot run on this computer."""


class NotThere(Exception):  # noqa: N818  what was named is not there
    """A file or folder that the clerk named does not exist or cannot be opened."""
