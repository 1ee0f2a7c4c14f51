"""Words of others are shown as they are, never taken for markup: a unit's cell may say `<img src=…>`."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProxyStyle


class PlainWords(QProxyStyle):
    """Labels and tooltips guess no format: one that shows markup has the format `RichText`."""

    def polish(self, *args: Any) -> Any:  # noqa: ANN401  Qt has three methods of this name
        label = args[0]
        if isinstance(label, QLabel) and label.textFormat() is Qt.TextFormat.AutoText:
            label.setTextFormat(Qt.TextFormat.PlainText)
        return super().polish(*args)
