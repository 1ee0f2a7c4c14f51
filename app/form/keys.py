"""Access to the keys of a form file that names the key at fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

T = TypeVar("T")
_ABSENT: Any = object()


class BrokenForm(Exception):  # noqa: N818  a form is broken; it does not err
    """The form file does not hold together. `where` is the file and key, or the line."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"格式文件有误，{where}：{why}")
        self.where = where
        self.why = why


class Keys:
    """One TOML table, with the path that leads to it. Remembers which keys were asked for."""

    def __init__(self, data: Mapping[str, Any], where: str, last: str = "") -> None:
        self._data = data
        self._asked: set[str] = set()
        self.where = where
        self.last = last

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def nothing_else(self) -> None:
        """Raises `BrokenForm` when a key was never asked for: most likely a slip of the pen."""
        for key in self._data:
            if key not in self._asked:
                raise BrokenForm(f"{self.where}.{key}", "不认识这个键")

    def text(self, key: str, default: str = _ABSENT) -> str:
        return self._get(key, str, "应为文字", default)

    def number(self, key: str, default: int = _ABSENT) -> int:
        return self._get(key, int, "应为整数", default)

    def flag(self, key: str) -> bool:
        return self._get(key, bool, "应为 true 或 false", False)

    def one_of(self, key: str, *allowed: str, default: str = _ABSENT) -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise BrokenForm(f"{self.where}.{key}", f"“{value}”不在 {'、'.join(allowed)} 之中")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when the key is absent."""
        values = self._get(key, list, "应为列表", [])
        if not all(isinstance(value, str) for value in values):
            raise BrokenForm(f"{self.where}.{key}", "列表里应全是文字")
        return tuple(values)

    def texts_or_text(self, key: str) -> tuple[str, ...]:
        if isinstance(self._data.get(key), str):
            return (self.text(key),)
        if not self.texts(key):
            raise BrokenForm(f"{self.where}.{key}", "缺少这个键，或者是空的")
        return self.texts(key)

    def lists(self, key: str, *, required: bool = True) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts, none of them empty; empty itself only when it is not required."""
        values = self._get(key, list, "应为列表的列表", _ABSENT if required else [])
        if required and not values:
            raise BrokenForm(f"{self.where}.{key}", "不能为空")
        for value in values:
            if not isinstance(value, list) or not value or not all(isinstance(name, str) for name in value):
                raise BrokenForm(f"{self.where}.{key}", "应为列表的列表，里面全是文字，不能为空")
        return tuple(tuple(value) for value in values)

    def all_texts(self) -> dict[str, str]:
        """Every key of this table with its text."""
        return {key: self.text(key) for key in self._data}

    def table(self, key: str) -> Keys:
        return Keys(self._get(key, dict, "应为表", _ABSENT), f"{self.where}.{key}", key)

    def named_tables(self, key: str) -> Iterator[Keys]:
        """The tables `[key.NAME]`, each knowing its NAME as `last`."""
        parent = self.table(key)
        for name in parent._data:
            yield parent.table(name)

    def tables(self, key: str, *, required: bool = True) -> list[Keys]:
        values = self._get(key, list, "应为表的列表", _ABSENT if required else [])
        if required and not values:
            raise BrokenForm(f"{self.where}.{key}", "不能为空")
        found = []
        for place, value in enumerate(values):
            name = value.get("id", place) if isinstance(value, dict) else place
            where = f"{self.where}.{key}[{name}]"
            if not isinstance(value, dict):
                raise BrokenForm(where, "应为表")
            found.append(Keys(value, where))
        return found

    def _get(self, key: str, kind: type[T], expected: str, default: T) -> T:
        self._asked.add(key)
        value = self._data.get(key, default)
        if value is _ABSENT:
            raise BrokenForm(f"{self.where}.{key}", "缺少这个键")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise BrokenForm(f"{self.where}.{key}", expected)
        return value
