"""What is there before a report is open: 新建, 打开, 看示例, and the reports of last time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.window.background import Background
from app.window.looks.palette import Looks
from app.window.panel.notice import Notice
from app.window.standing import Mark
from app.window.start.new_report import NewReport
from app.window.start.recent import Recent, forget, gone, last_years, recent_reports
from app.window.start.recent_list import RecentList

_WIDTH = 60  # characters


class StartPage(QWidget):
    """`report_wanted` names an existing report, `new_wanted` one to make; `broke` has the details of a fault."""

    report_wanted = Signal(object)
    new_wanted = Signal(object)
    broke = Signal(str)

    def __init__(self, actions: Sequence[QAction], looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: Recent | None = None
        self.notice = Notice(looks, self)
        self.new = NewReport()
        self.new.wanted.connect(self.new_wanted)
        self.new.turned_away.connect(self.show_choice)
        self.next_year = QPushButton()
        self.next_year.clicked.connect(self._make_next)
        self.recent = RecentList(looks)
        self.recent.chosen.connect(self._choose)
        self.recent.dropped.connect(self._drop)
        self._title = QLabel("<b>最近的年报</b>", textFormat=Qt.TextFormat.RichText)
        self._buttons = [_large(action) for action in actions]
        self._choice = self._make_choice()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._choice)
        self._pages.addWidget(self.new)
        middle = QVBoxLayout()
        middle.addSpacing(self.fontMetrics().height())
        middle.addWidget(self._pages, 1)
        middle.addWidget(self.notice)
        self._column = QWidget()
        self._column.setLayout(middle)
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(self._column, 100)
        whole.addStretch(1)
        self._fit()

    def _fit(self) -> None:
        """Sizes that go with the type."""
        side = 2 * self.fontMetrics().height()
        self._column.setMaximumWidth(_WIDTH * self.fontMetrics().horizontalAdvance("国"))
        for button in self._buttons:
            button.setIconSize(QSize(side, side))
            button.setMinimumWidth(7 * side // 2)
        rows = self.recent.reports.rowCount()
        self.recent.setMaximumHeight((rows + 2) * max(self.recent.sizeHintForRow(0), side // 2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_column"):
            self._fit()

    def _make_choice(self) -> QWidget:
        page, line = QWidget(), self.fontMetrics().height()
        first, buttons = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.next_year)
        first.addStretch()
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch()
        hint = QLabel(
            "把各单位报送表所在的文件夹拖到这里，也可以直接开始。已有的年报文件拖到这里就打开。", wordWrap=True
        )
        whole = QVBoxLayout(page)
        whole.addWidget(QLabel("<h1>年报助手</h1>", textFormat=Qt.TextFormat.RichText))
        whole.addWidget(QLabel("汇总各单位报送表，核对数据，写出《政府信息公开工作年度报告》。", wordWrap=True))
        whole.addSpacing(line)
        whole.addLayout(first)
        whole.addLayout(buttons)
        whole.addSpacing(line // 2)
        whole.addWidget(hint)
        whole.addSpacing(line)
        whole.addWidget(self._title)
        whole.addWidget(self.recent, 100)
        whole.addStretch(1)
        return page

    @Slot()
    def show_choice(self) -> None:
        """Shows what can be done, and the reports of last time."""
        self.notice.dismiss()
        self._list()
        self._pages.setCurrentWidget(self._choice)
        (self._buttons[0] if self.next_year.isHidden() else self.next_year).setFocus()

    def _list(self) -> None:
        reports = recent_reports()
        self.recent.reports.show(reports)
        for widget in (self._title, self.recent):
            widget.setVisible(bool(reports))
        self._fit()
        self._last = last_years(reports, date.today())
        self.next_year.setVisible(self._last is not None)
        if self._last is not None:
            year, roster = self._last.year, "" if self._last.own else "单位名册、"
            self.next_year.setText(f"新建 {year + 1} 年度年报（沿用 {year} 年的{roster}口径和文字）")
        show = self.recent.reports.show_gone
        Background(partial(gone, reports), (), done=show, refused=self.notice.say, broke=self.broke).start()

    @Slot()
    def show_new(self) -> None:
        """Shows the fields of a new report."""
        self.notice.dismiss()
        self.new.begin(recent_reports())
        self._pages.setCurrentWidget(self.new)
        self.new.setFocus()

    @Slot()
    def _make_next(self) -> None:
        self.show_new()
        if self._last is not None:
            self.new.follow(self._last)

    def take_files(self, files: Sequence[Path]) -> None:
        """Keeps what was dropped here for the report that is to be made."""
        self.show_new()
        self.new.returns = tuple(files)
        self.notice.say("填好上面几项，建立年报后接着读入这些报送表。")

    @Slot(int)
    def _choose(self, row: int) -> None:
        report = self.recent.reports.rows[row]
        if not self.recent.reports.is_gone(row):
            self.report_wanted.emit(report.path)
            return
        say = f"“{report.path.name}”不在原处，可能移走、改名或删除了。找到后用“打开”，或者把它从列表中移除。"
        self.notice.say(say, Mark.WARNING, [("移除", partial(self._forget, report.file))])

    @Slot(int)
    def _drop(self, row: int) -> None:
        self._forget(self.recent.reports.rows[row].file)

    def _forget(self, file: str) -> None:
        forget(file)
        self.show_choice()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, whatever the system's habit; Esc makes no new report."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self.new.isVisible():
            self.show_choice()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            super().keyPressEvent(event)


def _large(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
