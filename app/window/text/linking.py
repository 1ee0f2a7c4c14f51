"""What can be done to the numbers of an editor: typed ones are linked to the tables, linked ones made plain."""

from __future__ import annotations

from app.form import FigureId
from app.window.text.editor import TextEditor
from app.window.text.located import Span


def link(editor: TextEditor, span: Span, figure: FigureId) -> None:
    """Shows this figure in the number's place, from now on as it stands in the table."""
    replace(editor, span.start, span.end, f"{{{figure}}}")


def certain(editor: TextEditor) -> list[Span]:
    """The numbers that can be linked without a choice."""
    if editor.isReadOnly():
        return []
    return [span for span in editor.numbers.spans if span.number.sure]


def link_all(editor: TextEditor) -> int:
    """Links what needs no choice, as one edit; how many there were."""
    editor.settle()
    spans = certain(editor)
    cursor = editor.textCursor()
    cursor.beginEditBlock()
    for span in reversed(spans):
        _put(editor, span.start, span.end, f"{{{span.number.links[0]}}}")
    cursor.endEditBlock()
    editor.settle()
    return len(spans)


def make_plain(editor: TextEditor, position: int) -> None:
    """Leaves what the link there shows as plain characters, which can be changed."""
    link = editor.links.link_at(position)
    if link is not None:
        replace(editor, position, position + 1, editor.links.words(link) or link)


def replace(editor: TextEditor, start: int, end: int, text: str) -> None:
    """Puts text, or a link written out, in this place, as one edit."""
    if editor.isReadOnly():
        return
    editor.settle()
    _put(editor, start, end, text)
    editor.settle()


def _put(editor: TextEditor, start: int, end: int, text: str) -> None:
    editor.links.insert(editor.between(start, end), text)
