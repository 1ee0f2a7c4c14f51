"""When nothing could be done."""


class Failed(Exception):  # noqa: N818  the message is for the clerk
    """Nothing could be done: one line on standard error, exit status 2."""
