"""Which row or column of the form a label names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from app.form import Form, Line
from app.readers.labels import key

_SHORT = 3
"""Labels of up to this many characters, such as 其他 and 总计, are recognised only when nothing stands around them."""
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Name:
    """The line that a label names. `is_alias`: the label's meaning may differ from the form's."""

    line: Line
    is_alias: bool = False


class Names:
    """The names of some rows or columns of a form."""

    def __init__(self, form: Form, lines: Iterable[Line]) -> None:
        self._loose = form.loose
        self.lines = tuple(lines)
        self._exact: dict[str, Name] = {}
        self._loosely: dict[str, Name] = {}
        for line in self.lines:
            for text in (line.label[-1], *line.spellings):
                self._exact.setdefault(key(text), Name(line))
            for text in line.aliases:
                self._exact.setdefault(key(text), Name(line, is_alias=True))
        for exact, name in self._exact.items():
            self._loosely.setdefault(self._loosened(exact), Name(name.line, is_alias=True))
        # Returns repeat the same labels thousands of times.
        self._named = lru_cache(maxsize=4096)(self._look_up)
        self.headings = {key(text) for line in self.lines for text in line.label[:-1]} - self._exact.keys()

    def find(self, text: str) -> Name | None:
        """The line that the text names, by itself or behind the headings that it stands under."""
        return self._named(key(text))

    def _look_up(self, label: str) -> Name | None:
        if not label or label in self.headings:
            return None
        return self._exact.get(label) or self._loosely.get(self._loosened(label)) or self._behind_headings(label)

    def nearest(self, text: str, among: Iterable[Line]) -> Line | None:
        """The one of some lines whose label this text resembles: cut short, or with a slip of the pen."""
        label = key(text)
        if len(label) <= _SHORT:
            return None
        likely = [line for line in among if _resembles(label, key(line.label[-1]))]
        return likely[0] if len(likely) == 1 else None

    def is_heading(self, text: str) -> bool:
        return key(text) in self.headings

    def _loosened(self, label: str) -> str:
        for written, meant in self._loose:
            label = label.replace(written, meant)
        return label

    def _behind_headings(self, label: str) -> Name | None:
        """不予公开1属于国家秘密: headings and label in one cell."""
        for exact, name in self._exact.items():
            if not label.endswith(exact) or not name.line.label[:-1]:
                continue
            before = label.removesuffix(exact)
            heading = [key(text) for text in name.line.label[:-1]]
            if any(part and part in before for part in heading):
                return name
        return None


def _resembles(label: str, whole: str) -> bool:
    if len(whole) <= _SHORT:
        return False
    if len(label) >= 4 and (whole.startswith(label) or label.startswith(whole)):
        return True
    return SequenceMatcher(None, label, whole).ratio() >= _ALIKE
