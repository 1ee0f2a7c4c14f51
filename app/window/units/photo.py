"""A picture that a unit sent, to be read and typed from: larger, smaller, turned."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

_STEP = 1.25


class Photo(QGraphicsView):
    """As wide as there is room, until the clerk makes it larger; dragged with the mouse, moved with the arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setAccessibleName("原件图片")
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._fits = True

    def show_image(self, image: QImage) -> None:
        """Shows this picture from now on."""
        self.scene().clear()
        item = self.scene().addPixmap(QPixmap.fromImage(image))
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.setSceneRect(item.boundingRect())
        self.resetTransform()
        self.fit()

    @Slot()
    def fit(self) -> None:
        """As wide as there is room."""
        self._fits = True
        seen = self.transform().mapRect(self.sceneRect())
        if seen.width() and self.viewport().width() > 1:
            by = self.viewport().width() / seen.width()
            self.scale(by, by)

    @Slot()
    def larger(self) -> None:
        self._fits = False
        self.scale(_STEP, _STEP)

    @Slot()
    def smaller(self) -> None:
        self._fits = False
        self.scale(1 / _STEP, 1 / _STEP)

    @Slot()
    def turn(self) -> None:
        """A quarter to the right."""
        self.rotate(90)
        if self._fits:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.larger if event.angleDelta().y() > 0 else self.smaller)()
        else:
            super().wheelEvent(event)
