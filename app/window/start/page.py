"""What is there before a report is open: 新建, 打开, 看示例, and the reports of last time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.window.looks.palette import Looks
from app.window.panel.notice import Notice
from app.window.start.new_report import NewReport
from app.window.start.recent import recent_reports

_WIDTH = 52  # characters


class StartPage(QWidget):
    """`report_wanted` names an existing report, `new_wanted` one to make."""

    report_wanted = Signal(object)
    new_wanted = Signal(object)

    def __init__(self, actions: Sequence[QAction], looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: list[Path] = []
        self.notice = Notice(looks, self)
        self.new = NewReport()
        self.new.wanted.connect(self.new_wanted)
        self.new.turned_away.connect(self.show_choice)
        self._choice = self._make_choice(actions)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._choice)
        self._pages.addWidget(self.new)
        middle = QVBoxLayout()
        middle.addSpacing(2 * self.fontMetrics().height())
        middle.addWidget(self._pages, 1)
        middle.addWidget(self.notice)
        column = QWidget()
        column.setLayout(middle)
        column.setMaximumWidth(_WIDTH * self.fontMetrics().horizontalAdvance("国"))
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(column, 100)
        whole.addStretch(1)

    def _make_choice(self, actions: Sequence[QAction]) -> QWidget:
        page = QWidget()
        buttons = QHBoxLayout()
        side = 2 * self.fontMetrics().height()
        self._buttons = []
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(side, side))
            button.setMinimumSize(7 * side // 2, 2 * side)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            buttons.addWidget(button)
            self._buttons.append(button)
        buttons.addStretch()
        self._names = QStringListModel(page)
        self._list = QListView()
        self._list.setModel(self._names)
        self._list.setAccessibleName("最近的年报")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.clicked.connect(self._chosen)
        self._list.activated.connect(self._chosen)
        self._recent = QLabel("<b>最近的年报</b>")
        whole = QVBoxLayout(page)
        whole.addWidget(QLabel("<h1>年报助手</h1>"))
        whole.addWidget(QLabel("汇总各单位报送表，核对数据，写出《政府信息公开工作年度报告》。"))
        whole.addSpacing(side // 2)
        whole.addLayout(buttons)
        whole.addWidget(QLabel("已有年报文件的，拖到这里也能打开。"))
        whole.addSpacing(side // 2)
        whole.addWidget(self._recent)
        whole.addWidget(self._list, 100)
        whole.addStretch(1)
        return page

    @Slot()
    def show_choice(self) -> None:
        """Shows what can be done, and the reports of last time."""
        self._paths = recent_reports()
        self._names.setStringList([f"{path.stem}　　{path.parent}" for path in self._paths])
        for widget in (self._recent, self._list):
            widget.setVisible(bool(self._paths))
        self._pages.setCurrentWidget(self._choice)
        self._buttons[0].setFocus()

    @Slot()
    def show_new(self) -> None:
        """Shows the fields of a new report."""
        self._pages.setCurrentWidget(self.new)
        self.new.setFocus()

    @Slot(QModelIndex)
    def _chosen(self, index: QModelIndex) -> None:
        self.report_wanted.emit(self._paths[index.row()])
