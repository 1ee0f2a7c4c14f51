"""What a double click selects."""

from __future__ import annotations

import re

_WORD = re.compile(
    r"[0-9０-９]+(?:[,，.．][0-9０-９]+)*"
    r"|[A-Za-z]+"
    r"|(?:(?![件的了和与及等])[\u3400-\u9fff])+"
    r"|."
)


def word_at(text: str, place: int) -> tuple[int, int]:
    """Where the number, the Latin word or the run of characters around this place begins and ends.

    Particles and everything that is no character end a run.
    """
    for word in _WORD.finditer(text):
        if word.start() <= place < word.end():
            return word.span()
    return place, place
