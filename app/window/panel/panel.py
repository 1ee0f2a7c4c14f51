"""The right side: the current figure, the findings, and what the program has to say."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.form import FigureId
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.panel.figure import FigurePanel
from app.window.panel.findings import FindingsPanel
from app.window.panel.notice import Notice
from app.window.panel.numbers import NumbersPanel
from app.window.table.view import TableView
from app.window.text.editor import TextEditor

_WIDTH = 21  # characters
_LINES = 15
_GAP = 8


class Panel(QFrame):
    """Stands beside every tab."""

    line_reached = Signal(object)
    left = Signal()
    unit_wanted = Signal(str, object)
    import_wanted = Signal()

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = FigurePanel(document, self)
        self.numbers = NumbersPanel(document, looks, self)
        self.findings = FindingsPanel(document, looks, self)
        self.notice = Notice(looks, self)
        self.findings.line_reached.connect(self.line_reached)
        self.findings.settled.connect(self.left)
        self.findings.unit_wanted.connect(self.unit_wanted)
        self.findings.import_wanted.connect(self.import_wanted)
        self._beside: QWidget | None = None
        self._facts: QWidget | None = None
        self._whole = whole = QVBoxLayout(self)
        margin = self.fontMetrics().averageCharWidth()
        whole.setContentsMargins(margin, margin, margin, margin)
        self._about, self._report, inner = QScrollArea(), QWidget(), QWidget()
        about, report = QVBoxLayout(inner), QVBoxLayout(self._report)
        self._about.setWidget(inner)
        self._about.setWidgetResizable(True)  # what does not fit is scrolled, never squeezed
        self._about.setFrameShape(QFrame.Shape.NoFrame)
        self._about.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._about.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._about_rows = about
        for within in (about, report):
            within.setContentsMargins(0, 0, 0, 0)
        about.addWidget(self.figure, 1)
        about.addWidget(self.numbers, 1)
        report.addWidget(self._about, 1)
        report.addWidget(self.findings)
        report.addStretch()
        whole.addWidget(self._report, 1)
        whole.addWidget(self.notice)
        self.setFixedWidth(_WIDTH * self.fontMetrics().horizontalAdvance("国") + 2 * margin)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(True)
        self.is_over, self._is_empty = False, True
        self.findings.fold.clicked.connect(self.hide)
        self.notice.dismissed.connect(self._go_if_empty)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def stand(self, *, over: bool) -> None:
        """Stands beside the tabs with all its parts, or over them with only what is asked for."""
        for part in (self.findings, self._beside):
            if part is not None and over != self.is_over:
                part.setVisible(not over)
        self.is_over = over
        self._report.setMinimumHeight(0 if over else 1)  # beside the tabs it scrolls: the notice comes first
        self._about.setVisible(not over and not self._is_empty)
        self.findings.fold.setVisible(over)
        self.setFrameShape(QFrame.Shape.StyledPanel if over else QFrame.Shape.NoFrame)

    def keep_clear_of(self, cell: QRect, room: QRect) -> None:
        """Lies in the first place of this room that does not hide this cell: bottom right, above it, elsewhere.

        It is as high as what is asked for needs.
        """
        self.ensurePolished()
        for part in (self.findings, self._report, self.notice, self):
            part.layout().activate()  # type: ignore[union-attr]
        layout = self.layout()
        assert layout is not None
        most = _LINES * self.fontMetrics().lineSpacing() if self._lists_something() else 0
        height = max(layout.totalMinimumHeightForWidth(self.width()), layout.totalMinimumSize().height())
        needed = max(layout.totalHeightForWidth(self.width()), layout.totalSizeHint().height())
        height = max(height, min(most, needed))
        within = room.adjusted(0, 0, -_GAP, -_GAP)
        self.resize(self.width(), min(height, within.height()))
        right, bottom = within.right() - self.width(), within.bottom() - self.height()
        above = max(cell.top() - _GAP - self.height(), within.top())
        corners = [(right, bottom), (right, above), (right, within.top())]
        corners += [(within.left(), bottom), (within.left(), within.top())]
        clear = (at for at in corners if not QRect(*at, self.width(), self.height()).intersects(cell))
        self.move(*next(clear, corners[0]))

    def _lists_something(self) -> bool:
        return (self._beside or self.findings).isVisibleTo(self)

    @Slot()
    def _go_if_empty(self) -> None:
        """Nothing lies over the tabs that has nothing to show."""
        if self.is_over and self.notice.isHidden() and not self._lists_something():
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to what is worked on."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def look_at(self, figure: FigureId | None, editor: TextEditor | None = None, facts: QWidget | None = None) -> None:
        """Shows this figure, or the numbers of this text, or these facts."""
        self._is_empty = figure is None and editor is None and facts is None
        if facts is not self._facts:
            for widget, is_shown in ((self._facts, False), (facts, True)):
                if widget is not None:
                    self._about_rows.addWidget(widget, 1)
                    widget.setVisible(is_shown)
            self._facts = facts
        self._about.setVisible(not self.is_over and not self._is_empty)
        self.figure.look_at(figure)
        self.findings.look_at(figure)
        self.numbers.look_at(editor)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A text may stand below a table."""
        if self._beside is not None:
            return
        if isinstance(now, TextEditor) and self.window().isAncestorOf(now):
            self.look_at(None, now)
        elif isinstance(now, TableView) and self.window().isAncestorOf(now):
            self.look_at(now.figure)

    def show_findings(self) -> None:
        """Shows the list of what there is to do, the report's or what stands in its place."""
        (self._beside or self.findings).show()

    def show_beside(self, beside: QWidget | None) -> None:
        """Shows this in place of the report's figure and findings; None shows these again."""
        if beside is self._beside:
            return
        if self._beside is not None:
            self._beside.hide()
        if beside is not None:
            self._whole.insertWidget(0, beside, 1)
            beside.setVisible(not self.is_over)
        self._report.setVisible(beside is None)
        self._beside = beside
        self._go_if_empty()
