"""What units write is shown as they wrote it: a name or a cell is never taken for markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import Qt as Guessing
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from app.report.edits import AcceptReturns
from app.report.returns import Return
from app.report.unit_edits import RenameUnit
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of

MARKUP = '<img src="file://somewhere/else.png">12'


@pytest.fixture
def marked(sample: Window) -> Return:
    """A return whose unit and whose cell are called something that looks like markup."""
    document = desk_of(sample).document
    document.do(RenameUnit(next(iter(document.report.returns)), "<s>教育局</s>"))
    sent = document.report.returns["<s>教育局</s>"]
    source = replace(sent.sources[RECEIVED], raw=MARKUP, conversion="remark")
    document.do(AcceptReturns((replace(sent, sources={**sent.sources, RECEIVED: source}),)))
    document.judge()
    return sent


def test_no_label_takes_them_for_markup(sample: Window, marked: Return) -> None:
    desk_of(sample).open_unit(marked.unit, RECEIVED)
    desk_of(sample).say(f"{marked.unit}没有报送。")
    tell = [label for label in sample.findChildren(QLabel) if label.isVisible()]
    looking_like_it = [label for label in tell if Guessing.mightBeRichText(label.text())]
    assert any(MARKUP in label.text() for label in looking_like_it)
    taken = [label.text() for label in looking_like_it if label.textFormat() is not Qt.TextFormat.PlainText]
    assert [text for text in taken if "<s>" in text or "<img" in text] == []
    assert any("&lt;s&gt;教育局&lt;/s&gt;" in text for text in taken)


def test_no_tooltip_takes_them_for_markup(sample: Window) -> None:
    QToolTip.showText(QPoint(0, 0), MARKUP, sample)
    tips = [tip for tip in QApplication.topLevelWidgets() if isinstance(tip, QLabel) and tip.text() == MARKUP]
    QToolTip.hideText()
    assert [tip.textFormat() for tip in tips] == [Qt.TextFormat.PlainText]
