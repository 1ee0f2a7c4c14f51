"""The right mouse button: what can be done with the place that was clicked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, table, text_tab

TEXT = "新收政府信息公开申请3件。"


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    if menu := QApplication.activePopupWidget():
        menu.close()


def clicked(widget: QWidget, at: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)


def offered() -> dict[str, bool]:
    """The words of the menu that is open, with whether each can be chosen."""
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return {}
    return {one.text().partition("(")[0]: one.isEnabled() for one in menu.actions() if one.text()}


def choose(words: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text().startswith(words)).trigger()


def test_a_figure_can_be_copied_and_the_last_edit_taken_back(filled: Window) -> None:
    desk_of(filled).document.enter(RECEIVED, 35)
    view = table(filled)
    clicked(view.viewport(), view.visualRect(view.currentIndex()).center())
    assert [*offered()][1:] == ["重做", "剪切", "复制", "粘贴", "全选", "修改记录"]
    choose("复制")
    assert QApplication.clipboard().text() == "35"
    choose("撤销")
    assert desk_of(filled).document.report.figures[RECEIVED] != 35


def test_a_number_of_the_text_is_linked_where_it_was_clicked(filled: Window) -> None:
    desk_of(filled).document.enter(RECEIVED, 3)
    editor = text_tab(filled, "1").editor
    editor.setFocus()
    editor.insertPlainText(TEXT)
    editor.settle()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    cursor = QTextCursor(editor.document())
    cursor.setPosition(TEXT.index("3"))
    clicked(editor.viewport(), editor.cursorRect(cursor).center())
    choose("关联光标处的数")
    assert editor.text == TEXT.replace("3", "{requests.received.total}")


def test_what_was_not_clicked_is_not_changed(filled: Window) -> None:
    table(filled)
    clicked(filled.status.verdict, QPoint(3, 3))
    assert not offered()


def test_in_a_text_that_cannot_be_changed_nothing_is_offered_that_would(filled: Window) -> None:
    editor = text_tab(filled, "1").editor
    editor.setReadOnly(True)
    editor.setFocus()
    clicked(editor.viewport(), QPoint(3, 3))
    assert {"剪切", "粘贴", "插入数据项"}.isdisjoint(offered())
    assert "复制" in offered()
