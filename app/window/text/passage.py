"""One text of the report in an editor: what is typed is kept after a pause, as one edit."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from app.report.report import Change
from app.report.text import SIGNATURE, NoHeadings, parsed
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.text.editor import TextEditor
from app.window.text.located import kept

_PAUSE = 600  # milliseconds
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_WRITING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Passage(TextEditor):
    """The text that the report has under `key`.

    `is_ahead`: what stands here could not be kept; it stays, whatever the report has.
    """

    def __init__(self, document: Document, key: str, looks: Looks, parent: QWidget | None = None) -> None:
        self.key = key
        super().__init__(document, key, looks, parent)
        self._report = document
        self.is_ahead = False
        self._follow_file()
        self._show_written()
        if not document.is_judging:  # a report just opened is judged already, and not again until it is changed
            self.numbers.locate()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        self.textChanged.connect(self._pause.start)
        self.left.connect(self.keep)
        self.whole_pasted.connect(self._share_out)
        document.about_to_step.connect(self.keep)
        document.made.connect(self._made)
        document.given_up.connect(self._given_up)
        document.turned_read_only.connect(self._follow_file)

    @Slot()
    def _follow_file(self) -> None:
        self.setReadOnly(bool(self._report.session.read_only))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed before a new paragraph, or before something selected goes, is a step of its own.

        Where nothing can be written, a key that writes says why.
        """
        writes = event.text().isprintable() and bool(event.text()) and not event.modifiers() & _COMMANDS
        if self.isReadOnly() and (writes or event.key() in _WRITING):
            self._refuse()
            return
        if self.textCursor().hasSelection() or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        super().keyPressEvent(event)

    def cut(self) -> None:
        """The selection to the clipboard, away from here."""
        self._refuse() if self.isReadOnly() else super().cut()

    def paste(self) -> None:
        """What the clipboard holds."""
        self._refuse() if self.isReadOnly() else super().paste()

    def _refuse(self) -> None:
        if why := self._report.session.read_only:
            self._report.refused.emit(why)

    @property
    def written(self) -> str:
        """The text as the report has it."""
        return self._report.report.text.get(self.key, "")

    @Slot()
    def keep(self) -> None:
        """Keeps what was typed; while characters are being composed it waits."""
        if self.is_composing:
            self._pause.start()
            return
        self._pause.stop()
        if self.isReadOnly():
            return
        self.is_ahead = self.text != kept(self.written)
        if self.is_ahead:
            self.is_ahead = not self._report.write(self.key, self.text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A paste is a step of its own."""
        self.keep()
        super().insertFromMimeData(source)
        self.keep()

    @Slot(list)
    def _share_out(self, lines: list[str]) -> None:
        """The whole report's text, pasted at once, goes to its parts."""
        try:
            self._report.take_text(parsed(self._report.report.form, lines))
        except NoHeadings as error:
            self._report.refused.emit(str(error))

    @Slot(object)
    def _made(self, change: Change) -> None:
        """Shows the text that an undo or an import brought; what is being typed is left alone."""
        if self._is_mine(change) and not self.is_ahead and self.text != kept(self.written):
            self.blockSignals(True)
            self._show_written()
            self.blockSignals(False)

    @Slot(object)
    def _given_up(self, change: Change) -> None:
        """Shows what the report has; what was typed elsewhere meanwhile can be kept now."""
        self.is_ahead = self.is_ahead and not self._is_mine(change)
        self._made(change)
        self.keep()

    def _is_mine(self, change: Change) -> bool:
        return any(step.key == ("text", self.key) for step in change.steps)

    def _show_written(self) -> None:
        """A text that was not there before is shown from its beginning."""
        is_new = not self.text
        self.show_text(self.written)
        if is_new:
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def lay_out(self) -> None:
        """A signature stands at the right, where it is printed."""
        super().lay_out()
        if self.key == SIGNATURE:
            right = QTextBlockFormat()
            right.setTextIndent(0)
            right.setAlignment(Qt.AlignmentFlag.AlignRight)
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeBlockFormat(right)
