"""The line below the files: how far it is, and the buttons that take them, go to the rest, or turn away."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget


class Foot(QWidget):
    """`take` is what Enter does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = QProgressBar()
        self._progress.setAccessibleName("进度")
        self.take, self.rest, self.turn_away = QPushButton("采用"), QPushButton(), QPushButton("取消")
        self.take.setDefault(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._progress, 1)
        row.addStretch(1)
        for button in (self.turn_away, self.rest, self.take):
            button.setAutoDefault(True)
            row.addWidget(button)
        self.show_counts(0, 0, own=False)

    def show_progress(self, count: int, of: int, *, can_stop: bool) -> None:
        """Something is going on; `of` is 0 while nobody knows how long."""
        self._progress.setRange(0, of)
        self._progress.setValue(count)
        self._progress.show()
        self.rest.hide()
        self.take.setEnabled(False)
        self.turn_away.setText("取消")
        self.turn_away.setEnabled(can_stop)

    def show_counts(self, taken: int, still_open: int, *, own: bool) -> None:
        """Nothing is going on: so many can be taken, so many wait."""
        self._progress.hide()
        self.take.setText("采用" if own or not taken else f"采用 {taken} 个")
        self.take.setEnabled(bool(taken))
        self.rest.setText(f"其余 {still_open} 个待处理" if taken else f"{still_open} 个待处理")
        self.rest.setVisible(bool(still_open))
        self.turn_away.setText("暂不采用" if taken else "关闭")
        self.turn_away.setEnabled(True)
