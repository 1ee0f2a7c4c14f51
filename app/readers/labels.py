"""Labels compared as a person compares them: without spaces, punctuation, numbering and bracketed remarks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+[、.．,:]|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、)]?)")
_REMARK = re.compile(r"\([^()]*(?:\)|$)")
_NOT_A_WORD = re.compile(r"[\W_]+")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The text after NFKC without any spaces and invisible characters."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What two labels have in common when they mean the same row or column; "" where nothing is left."""
    bare = plain(text)
    bare = _NUMBERING.sub("", bare, count=1)
    bare = _REMARK.sub("", _REMARK.sub("", bare))
    return _NOT_A_WORD.sub("", bare)


def numbering(text: str) -> str:
    """What stands before a label to number it: 3. of 3.其他; "" for none."""
    match = _NUMBERING.match(plain(text))
    return match[0] if match else ""


def begins_with_digit(text: str) -> bool:
    """Whether a cell is more likely a number than a note."""
    return plain(text)[:1].isdigit()
