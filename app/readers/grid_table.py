"""Finds a table of rows by columns: a header band with the column labels, row labels to the left of the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.form import Block, Form, Table
from app.readers.found import Found
from app.readers.grid import Grid, Place
from app.readers.labels import begins_with_digit, key, numbering, plain
from app.readers.names import Name, Names

_LABELS = 5
"""Columns before the first figure in which its labels may stand."""
_BESIDE = 2
"""Columns beside the last that may hold what slipped out of the table."""
_BAND = 3
"""Header rows above and below the one with most column labels."""


@dataclass(slots=True)
class _Header:
    top: int
    bottom: int
    columns: dict[int, Name] = field(default_factory=dict)


class GridFinder:
    """Finds one table of the form in grids. Built once, used for many files."""

    def __init__(self, form: Form, table: Table) -> None:
        self._table = table
        self._foreign = _labels_of_others(form, table)
        self._block: Block = table.blocks[0]
        self._columns = Names(form, self._block.columns)
        self._rows = Names(form, self._block.rows)
        self._rows_by_id = {line.id: line for line in self._block.rows}
        self._undivided = {key(label): item for item in table.undivided for label in (item.label, *item.aliases)}
        self._enough = max(2, len(self._block.columns) // 2)

    def find(self, grid: Grid) -> list[Found]:
        """Every occurrence of the table in the grid, from top to bottom."""
        texts = _texts_by_row(grid)
        headers = self._headers(texts)
        found: list[Found] = []
        for place, header in enumerate(headers):
            end = headers[place + 1].top if place + 1 < len(headers) else max(texts, default=0) + 1
            rows = self._labelled_rows(texts, header, end)
            if not any(isinstance(what, Name) for what in rows.values()):
                continue
            part = self._assemble(grid, texts, header, rows)
            if found and part.cells and not found[-1].cells.keys() & part.cells.keys():
                _continue(found[-1], part)  # a table goes on under a repeated header
            else:
                found.append(part)
        return found

    def _headers(self, texts: dict[int, dict[int, str]]) -> list[_Header]:
        headers: list[_Header] = []
        for row, line in texts.items():
            hits = self._column_hits(line)
            if len({name.line.id for name in hits.values()}) >= self._enough and (
                not headers or row > headers[-1].bottom
            ):
                headers.append(self._band(texts, row, hits))
        return headers

    def _column_hits(self, line: dict[int, str]) -> dict[int, Name]:
        return {column: name for column, text in line.items() if (name := self._columns.find(text))}

    def _band(self, texts: dict[int, dict[int, str]], row: int, hits: dict[int, Name]) -> _Header:
        """The rows around `row` that complete its column labels."""
        header = _Header(row, row, dict(hits))
        known = {name.line.id for name in hits.values()}
        for step in (*range(-1, -_BAND - 1, -1), *range(1, _BAND)):
            line = texts.get(row + step, {})
            if any(self._rows.find(text) for column, text in line.items() if column < min(hits)):
                if step > 0:
                    break
                continue
            for column, name in self._column_hits(line).items():
                if column not in header.columns:
                    header.columns[column] = name
                    known.add(name.line.id)
                    header.top, header.bottom = min(header.top, row + step), max(header.bottom, row + step)
        self._complete(texts, header, known)
        return header

    def _complete(self, texts: dict[int, dict[int, str]], header: _Header, known: set[str]) -> None:
        """Column labels that are broken over several rows of the band."""
        rows = range(max(0, header.top - 1), header.bottom + 2)
        columns = {column for row in rows for column in texts.get(row, {})} - header.columns.keys()
        for column in sorted(columns):
            pieces = [(row, texts[row][column]) for row in rows if column in texts.get(row, {})]
            for start in range(len(pieces) - 1):
                name = self._columns.find("".join(text for _, text in pieces[start:]))
                if name and name.line.id not in known:
                    header.columns[column] = name
                    known.add(name.line.id)
                    header.bottom = max(header.bottom, pieces[-1][0])

    def _labelled_rows(self, texts: dict[int, dict[int, str]], header: _Header, end: int) -> dict[int, Name | str]:
        """What each row below the header is: a line of the form, or a label that is none."""
        first = min(header.columns)
        rows: dict[int, Name | str] = {}
        for row in (row for row in texts if header.bottom < row < end):
            beside = range(first - _LABELS, max(header.columns) + 1)
            if any(key(text) in self._foreign for column, text in texts[row].items() if column in beside):
                break  # another table begins
            labels = [text for column, text in sorted(texts[row].items()) if first - _LABELS <= column < first]
            if labels:
                rows[row] = self._name_of_row(labels)
        self._name_slips(rows)
        self._undivided_by_another_name(rows, texts)
        return rows

    def _name_of_row(self, labels: list[str]) -> Name | str:
        for text in reversed(labels):
            if not key(text):
                continue  # a running number
            name = self._rows.find(text)
            if name is None or any(other.line is not name.line for other in map(self._rows.find, labels) if other):
                break  # no row of the form, or two at once
            return name
        return self._rows.find("".join(labels)) or "\n".join(labels)

    def _name_slips(self, rows: dict[int, Name | str]) -> None:
        """Labels cut short or misspelt, where only lines missing between their neighbours can be meant."""
        order = {line.id: place for place, line in enumerate(self._rows.lines)}
        named = {name.line.id for name in rows.values() if isinstance(name, Name)}
        before = -1
        for row, what in rows.items():
            if isinstance(what, Name):
                before = order[what.line.id]
                continue
            after = self._next_named(rows, row, order)
            missing = [line for line in self._rows.lines[before + 1 : after] if line.id not in named]
            text = what.rpartition("\n")[2]
            line = None if self._is_known(text) else self._rows.nearest(text, missing)
            if line is not None:
                rows[row] = Name(line, is_alias=True)
                named.add(line.id)
                before = order[line.id]

    def _undivided_by_another_name(self, rows: dict[int, Name | str], texts: dict[int, dict[int, str]]) -> None:
        """A row named like one of those that it should be divided into, none of the others being there."""
        named = {name.line.id: row for row, name in rows.items() if isinstance(name, Name)}
        for label, undivided in self._undivided.items():
            alone = [line for line in undivided.rows if line in named]
            if len(alone) != 1 or key(self._rows_by_id[alone[0]].label[-1]) != label:
                continue
            own = numbering(self._rows_by_id[alone[0]].label[-1])
            row = named[alone[0]]
            if not any(numbering(text) == own for text in texts[row].values()):
                rows[row] = undivided.label

    def _is_known(self, text: str) -> bool:
        return self._rows.is_heading(text) or key(text) in self._undivided

    @staticmethod
    def _next_named(rows: dict[int, Name | str], row: int, order: dict[str, int]) -> int:
        for below, what in rows.items():
            if below > row and isinstance(what, Name):
                return order[what.line.id]
        return len(order)

    def _assemble(
        self, grid: Grid, texts: dict[int, dict[int, str]], header: _Header, rows: dict[int, Name | str]
    ) -> Found:
        found = Found(self._table.id, grid, header.top)
        lines = {row: name for row, name in rows.items() if isinstance(name, Name)}
        rows_twice = _twice(lines, lambda row: tuple(grid.text((row, column)) for column in header.columns))
        columns_twice = _twice(header.columns, lambda column: tuple(grid.text((row, column)) for row in lines))
        for row, name in lines.items():
            for column, head in header.columns.items():
                if row in rows_twice:
                    found.add((row, column), f"“{name.line.short}”行出现了两次，{rows_twice[row]}")
                elif column in columns_twice:
                    found.add((row, column), f"“{head.line.short}”列出现了两次，{columns_twice[column]}")
                else:
                    self._put(found, name, head, (row, column), texts)
        for column in columns_twice:
            del header.columns[column]
        taken = {name.line.id for row, name in lines.items() if row not in rows_twice}
        self._other_rows(found, header, rows, taken)
        self._other_columns(found, texts, header, lines)
        return found

    def _put(self, found: Found, row: Name, column: Name, place: Place, texts: dict[int, dict[int, str]]) -> None:
        figure = f"{self._table.id}.{row.line.id}.{column.line.id}"
        found.put(figure, place)
        if row.is_alias:
            labels = [text for at, text in sorted(texts[place[0]].items()) if at < place[1]]
            found.aliases[list(found.cells)[-1]] = plain(labels[-1] if labels else "")
        elif column.is_alias:
            found.aliases[list(found.cells)[-1]] = column.line.label[-1]

    def _other_rows(self, found: Found, header: _Header, rows: dict[int, Name | str], taken: set[str]) -> None:
        """Rows between the form's: an undivided one, or one that somebody added."""
        named = [row for row, what in rows.items() if isinstance(what, Name)]
        for row in range(header.bottom + 1, max(named) + 2):
            what = rows.get(row, "")
            if isinstance(what, Name):
                continue
            label = what.rpartition("\n")[2]
            undivided = self._undivided.get(key(label))
            goes_on = not rows.get(row + 1) and any((row + 1, at) in found.grid.cells for at in header.columns)
            if undivided and not goes_on and not taken & set(undivided.rows):
                places = {name.line.id: (row, column) for column, name in header.columns.items()}
                found.undivided.append((undivided, places))
                continue
            why = f"统一格式里没有“{plain(label)}”这一行" if label else "这一行没有名称"
            for column in header.columns:
                found.add((row, column), why)

    def _other_columns(
        self, found: Found, texts: dict[int, dict[int, str]], header: _Header, lines: dict[int, Name]
    ) -> None:
        """Columns between the form's, or right of them under a label, that somebody added."""
        first, last = min(header.columns), max(header.columns)
        after_labels = 1 + max(column for row in lines for column in (*texts[row], -1) if column < first)
        labels: dict[int, str] = dict.fromkeys(range(after_labels, last + _BESIDE + 1), "")
        for row in range(header.top, header.bottom + 1):
            for column, text in texts.get(row, {}).items():
                if column >= after_labels and not self._columns.is_heading(text):
                    labels[column] = plain(text)
        for column, label in labels.items():
            if column in header.columns:
                continue
            why = f"统一格式里没有“{label}”这一列" if label else "这一列没有名称"
            for row in lines:
                if label or first < column < last or begins_with_digit(found.grid.text((row, column))):
                    found.add((row, column), why)


def _twice(names: dict[int, Name], contents: Callable[[int], tuple[str, ...]]) -> dict[int, str]:
    """Rows, or columns, that come again under the same name, each with why it is not used.

    Where they do not agree none is used; an empty one, or an equal one, gives way.
    """
    places: dict[str, list[int]] = {}
    for place, name in names.items():
        places.setdefault(name.line.id, []).append(place)
    twice: dict[int, str] = {}
    for same in (same for same in places.values() if len(same) > 1):
        filled = [place for place in same if any(contents(place))]
        if len({contents(place) for place in filled}) > 1:
            twice |= dict.fromkeys(same, "分不清用哪一个")
        else:
            twice |= {place: "内容相同" for place in same if place != (filled or same)[0]}
    return twice


def _labels_of_others(form: Form, table: Table) -> frozenset[str]:
    """What tells that another table of the form begins."""
    foreign = {section.title for section in form.sections if section.table != table.id}
    own = {label for block in table.blocks for line in (*block.rows, *block.columns) for label in line.label}
    for other in form.tables.values():
        if other is not table:
            foreign |= {block.title for block in other.blocks if block.title}
            foreign |= {
                label for block in other.blocks for line in (*block.rows, *block.columns) for label in line.label
            }
    return frozenset(key(label) for label in foreign) - {key(label) for label in own}


def _texts_by_row(grid: Grid) -> dict[int, dict[int, str]]:
    """The text cells of each row, top to bottom; a row without text is there when it has anything."""
    texts: dict[int, dict[int, str]] = {row: {} for row in sorted({row for row, _ in grid.cells})}
    for (row, column), content in grid.texts.items():
        texts[row][column] = content
    return texts


def _continue(found: Found, part: Found) -> None:
    found.cells.update(part.cells)
    found.aliases.update(part.aliases)
    found.undivided += part.undivided
    found.added.update(part.added)
