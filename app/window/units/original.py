"""Beside a unit's tables: the file that it sent, to type from, and to show once where its figures stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.form import FigureId, Form
from app.readers.grid import address
from app.readers.refused import NotRunning
from app.readers.taught import Taught, labels_of
from app.report.disputed import with_kept, with_tables
from app.report.edits import AcceptReturns
from app.report.returns import Return
from app.store import StorageError
from app.window.arriving.picture import Picture, sheets_of
from app.window.background import Background
from app.window.desktop import show_copy
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.standing import Mark
from app.window.taught import remember
from app.window.units.correspondence import Correspondence
from app.window.units.photo import Photo

if TYPE_CHECKING:
    from app.readers.picture import Sheet
    from app.readers.process import Read, Received

_ELSEWHERE = "这种文件要用别的程序看。按“用系统打开”，对照着在左边填写。"
_HOW = "没有认出来的表：左边选一个数据项，这里选它的格，再按“依次对应”。"


class Original(QWidget):
    """`broke` has the details of a fault."""

    broke = Signal(str)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._form = document.report.form
        self._sent: Return | None = None
        self._received: Received | None = None
        self._sheets: Mapping[str, Sheet] = {}
        self._figure: FigureId | None = None
        self._shown: dict[tuple[str, str], Correspondence] = {}
        self._name, self.told = QLabel(), QLabel(wordWrap=True)
        self.photo, self.sheet = Photo(), Picture(looks)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("原件的工作表")
        self.open = QPushButton("用系统打开(&B)")
        self.larger, self.smaller, self.turn = QPushButton("放大"), QPushButton("缩小"), QPushButton("转 90°")
        self.turned = QCheckBox("横竖相反")
        self.turned.setToolTip("原件把表里从左往右的各项写成从上往下")
        self.follow, self.one, self.clear = QPushButton("依次对应(&Q)"), QPushButton("只对应这格"), QPushButton("清除")
        self.follow.setToolTip("从选中的格起，往右、往下依次对应左边的数据项")
        self.clear.setToolTip("清除已指定的对应")
        self.read = QPushButton("照此读入(&J)")
        self._pages = QStackedWidget()
        for page in (QWidget(), self.photo, self.sheet):
            self._pages.addWidget(page)
        self._arrange()
        self.open.clicked.connect(self._open)
        self.larger.clicked.connect(self.photo.larger)
        self.smaller.clicked.connect(self.photo.smaller)
        self.turn.clicked.connect(self.photo.turn)
        self.sheets.currentTextChanged.connect(self._turn_to)
        self.sheet.reached.connect(self._tell)
        self.follow.clicked.connect(self._follow)
        self.one.clicked.connect(self._put_one)
        self.clear.clicked.connect(self._clear)
        self.read.clicked.connect(self._read)
        self._show(None)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        for widget in (self.sheets, self.larger, self.smaller, self.turn, self.open):
            top.addWidget(widget)
        bottom = QHBoxLayout()
        for way in (self.follow, self.one, self.turned, self.clear):
            bottom.addWidget(way)
        bottom.addStretch(1)
        bottom.addWidget(self.read)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self.told)
        whole.addLayout(bottom)

    def look_at(self, sent: Return | None) -> None:
        """Shows the file that this return came from, or is typed from."""
        before, self._sent = self._sent, sent
        if before is not None and sent is not None and (before.sha256, before.unit) == (sent.sha256, sent.unit):
            return
        self._received, self._sheets = None, {}
        self._shown.clear()
        self._show(None)
        if sent is not None and sent.sha256:
            self._fetch(sent)

    def _fetch(self, sent: Return) -> None:
        from app.readers.process import Received

        try:
            data = self._document.session.file.original(sent.sha256)
        except StorageError as error:
            self._document.refused.emit(error.say)
            return
        self._name.setText(PurePath(sent.file).name)
        self._name.setToolTip(sent.file)
        if data is None:
            self.told.setText("年报里没有存这个文件。")
            return
        received, form = Received(sent.file, data), self._form
        self._received = received

        def work() -> tuple[Received, QImage | Mapping[str, Sheet]]:
            return received, _seen(form, received)

        Background(work, (NotRunning,), done=self._ready, refused=self._refused, broke=self._failed).start()

    @Slot(str)
    def _refused(self, why: str) -> None:
        self._show({})
        self._document.refused.emit(why)

    @Slot(str)
    def _failed(self, details: str) -> None:
        """What cannot be shown here can be looked at elsewhere."""
        self._show({})
        self.broke.emit(details)

    @Slot(object)
    def _ready(self, answer: tuple[Received, QImage | Mapping[str, Sheet]]) -> None:
        received, seen = answer
        if received is self._received:
            self._show(seen)

    def _show(self, seen: QImage | Mapping[str, Sheet] | None) -> None:
        """None while it is being opened; no sheets for a file that only other programs can show."""
        is_image, is_book = isinstance(seen, QImage), isinstance(seen, Mapping) and bool(seen)
        for widget in (self.larger, self.smaller, self.turn):
            widget.setVisible(is_image)
        for way in (self.follow, self.one, self.clear, self.turned, self.read):
            way.setVisible(is_book and not self._document.session.read_only)
        self.open.setVisible(seen is not None)
        self.sheets.setVisible(is_book)
        self._pages.setCurrentIndex(1 if is_image else 2 if is_book else 0)
        self.told.setText("正在打开原件…" if seen is None else "" if is_image else _HOW if is_book else _ELSEWHERE)
        self.sheets.clear()
        if isinstance(seen, QImage):
            self.photo.show_image(seen)
        elif seen:
            self._sheets = seen
            self.sheet.look_at_file(seen)
            self.sheets.addItems(list(seen))
            self.look_at_figure(self._figure)

    @Slot(str)
    def _turn_to(self, sheet: str) -> None:
        if sheet:
            self.sheet.look_at(sheet, "A1")
            self._mark()

    @Slot(object)
    def look_at_figure(self, figure: FigureId | None) -> None:
        """This figure is current in the unit's tables: its cell is shown, where it is known."""
        self._figure = figure
        if self.isHidden():
            return
        if figure is not None and self._sent is not None and (known := self._known):
            at, was = known.cells.get(figure), self._sent.corrected.get(figure)
            source = was[1] if was else self._sent.sources.get(figure)
            if cell := address(at) if at else source.cell if source and source.sheet in self._sheets else "":
                sheet = self.sheets.currentText() if at or source is None else source.sheet
                self.sheets.setCurrentText(sheet)
                self.sheet.look_at(sheet, cell)
        self._tell()

    @property
    def _known(self) -> Correspondence | None:
        """What was shown so far of the current figure's table in this sheet."""
        if self._figure is None or not self._sheets:
            return None
        at = (self._form.figures[self._figure].table, self.sheets.currentText())
        return self._shown.setdefault(at, Correspondence(self._form, at[0]))

    @Slot()
    def _tell(self) -> None:
        if not self._sheets:
            return
        count, place = sum(len(shown.cells) for shown in self._shown.values()), self.sheet.place
        for button in (self.clear, self.read):
            button.setEnabled(bool(count))
        for button in (self.follow, self.one):
            button.setEnabled(place is not None and self._figure is not None)
        if place is None or self._figure is None or self._sent is None:
            return
        is_wanted = bool(count) or self._figure not in self._sent.figures
        pair = f"{self._form.figures[self._figure].place} ↔ {address(place)}。"
        self.told.setText(f"{pair}{f'已对应 {count} 格。' if count else _HOW}" if is_wanted else "")

    def _mark(self) -> None:
        """Colours the cells that are known."""
        self.sheet.name(
            {
                place: self._form.figures[figure].place
                for (_, sheet), shown in self._shown.items()
                if sheet == self.sheets.currentText()
                for figure, place in shown.cells.items()
            }
        )
        self._tell()

    @Slot()
    def _follow(self) -> None:
        if (known := self._known) and self._figure and self.sheet.place:
            texts = self._sheets[self.sheets.currentText()].cells
            known.put_from(self._figure, self.sheet.place, texts, turned=self.turned.isChecked())
            self._mark()

    @Slot()
    def _put_one(self) -> None:
        if (known := self._known) and self._figure and self.sheet.place:
            known.put(self._figure, self.sheet.place)
            self._mark()

    @Slot()
    def _clear(self) -> None:
        self._shown.clear()
        self._mark()

    @property
    def _taught(self) -> list[Taught]:
        return [Taught("", *at, dict(shown.cells)) for at, shown in self._shown.items() if shown.cells]

    @Slot()
    def _read(self) -> None:
        """Reads the file again as it was shown, away from the window's thread."""
        received, sent, form, year = self._received, self._sent, self._form, self._document.report.year
        if received is None or sent is None:
            return
        taught = self._taught
        named = [
            replace(one, unit=sent.unit, labels=labels_of(self._sheets[one.sheet].cells, one.cells.values()))
            for one in taught
        ]
        self.read.setEnabled(False)
        self.told.setText("正在照此读入…")

        def work() -> tuple[Return, Read, list[Taught]]:
            from app.readers.process import ReaderProcess

            with ReaderProcess(form) as child:
                return sent, child.read(received, year, taught=taught), named

        reading = Background(work, (NotRunning,), done=self._was_read, refused=self._document.refused, broke=self.broke)
        reading.finished.connect(self._tell)
        reading.start()

    @Slot(object)
    def _was_read(self, answer: tuple[Return, Read, list[Taught]]) -> None:
        """What she has typed by now stays."""
        asked, read, named = answer
        unit, totals = asked.unit, self._form.totals
        now = self._document.report.returns.get(unit)
        if now is None or now.sha256 != asked.sha256:
            self._document.refused.emit(f"{unit}的报送表已经换成别的，没有照此读入。")
            return
        if read.sent is None:
            self._document.refused.emit(read.refused.say if read.refused else "")
            return
        typed = [f for f, source in now.sources.items() if source.conversion == "typed" and f not in totals]
        tables = {one.table for one in named}
        shown = with_tables(self._form, now, read.sent, tables)
        sent = with_kept(self._form, now, replace(shown, unit=unit, year=self._document.report.year), typed)
        if self._document.do(AcceptReturns((sent,), self._document.report.collected)):
            remember(named)
            count = sum(figure in read.sent.figures and figure not in totals for one in named for figure in one.cells)
            say = f"已照此读入{unit}的 {count} 项数。以后这个单位的同样文件都照此读，见菜单“数据—记住的版式”。"
            self._document.told.emit(say, Mark.DONE)

    @Slot()
    def _open(self) -> None:
        """Shows a copy in the system's own program."""
        if self._received is None:
            return
        try:
            show_copy(self._received.name, self._received.data)
        except OSError:
            self._document.refused.emit("临时文件夹写不进去，打不开原件。请清理磁盘后再试。")


def _seen(form: Form, received: Received) -> QImage | Mapping[str, Sheet]:
    """The picture, or the sheets; none of both for a file that only other programs can show."""
    image = QImage.fromData(received.data)
    return sheets_of(form, received) if image.isNull() else image
