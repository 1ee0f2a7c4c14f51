"""The fonts that a report is printed in: those of the template where they are installed, else the nearest to them."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from app.writers.looks import Type

# The same letters under other names. On a Chinese system Windows gives the Chinese names.
_SAME = {
    "仿宋": ("仿宋_GB2312", "仿宋_GB18030", "仿宋", "FangSong", "方正仿宋_GBK", "华文仿宋", "STFangsong"),
    "小标宋": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "楷": ("楷体_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "华文楷体", "STKaiti", "AR PL UKai CN"),
    "黑": ("黑体", "SimHei", "方正黑体_GBK", "华文黑体", "STHeiti", "Noto Sans CJK SC", "WenQuanYi Zen Hei"),
    "宋": ("宋体", "SimSun", "NSimSun", "方正书宋_GBK", "华文宋体", "STSong", "Noto Serif CJK SC", "AR PL UMing CN"),
    "Times": ("Times New Roman", "Liberation Serif", "Nimbus Roman", "Tinos"),
}
_LAST = ("Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei")


class Face:
    """A font with the advances of its characters, in twentieths of a point."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self._advances: dict[str, float] = {}

    def advance(self, character: str) -> float:
        """How far a character takes the pen."""
        known = self._advances.get(character)
        if known is None:
            known = self._advances[character] = self._metrics.horizontalAdvance(character)
        return known

    def spaced(self, text: str, width: float) -> QFont:
        """The font with its characters set so that this text is as wide as that."""
        font = QFont(self.font)
        natural = sum(map(self.advance, text))
        # An absolute spacing would be scaled with the resolution of what is drawn on.
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * width / natural if natural else 100)
        return font


class Fonts:
    """`replaced` has the fonts that are not installed, and what is used for each."""

    def __init__(self) -> None:
        self._installed = set(QFontDatabase.families())
        self._faces: dict[tuple[Type, bool, int], Face] = {}
        self.replaced: dict[str, str] = {}

    def face(self, kind: Type, *, latin: bool, narrowing: int = 100) -> Face:
        """The face for Chinese characters, or for Latin letters and digits; `narrowing` in per cent."""
        key = (kind, latin, narrowing)
        if key not in self._faces:
            self._faces[key] = Face(self._font(kind, kind.latin if latin else kind.chinese, narrowing))
        return self._faces[key]

    def _font(self, kind: Type, name: str, narrowing: int) -> QFont:
        family, is_bold = self._family(name)
        font = QFont(family)
        font.setPixelSize(round(kind.size))
        font.setBold(kind.bold or is_bold)
        font.setKerning(False)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStretch(narrowing)
        return font

    def _family(self, name: str) -> tuple[str, bool]:
        """The family to use for one of this name, and whether it is bold where that one is heavy by itself."""
        kind = next((kind for kind in _SAME if kind in name), "宋")
        same = next((family for family in (name, *_SAME[kind]) if family in self._installed), None)
        if same:
            return same, False
        near = next((family for family in (*_SAME["宋"], *_LAST) if family in self._installed), QFont().family())
        self.replaced[name] = near
        return near, kind == "小标宋"
