"""The chapters of `docs/manual.zh.md`: what stands under each heading of the second level."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.resources import document

_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
START = "开始"
IMPORTING = "导入各单位报送表"
UNITS = "单位"
TABLES = "填表和改数"
NEW = "新建年报"
PRINTING = "导出 Word 与打印"
WRITING = "写文字和数字引用"
HISTORY = "撤销、修改记录和恢复点"
KEYS = "快捷键一览"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, and the Markdown below it."""

    title: str
    text: str


def chapters() -> list[Chapter]:
    """All of the manual. A picture that is not there is named in words."""
    whole = document("manual.zh.md").read_text(encoding="utf-8")
    parts = re.split(r"^## +(.+)$", whole, flags=re.MULTILINE)[1:]
    return [
        Chapter(title.strip(), _IMAGE.sub(_picture, text).strip())
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def _picture(image: re.Match[str]) -> str:
    return image[0] if document(image[2]).is_file() else f"（图：{image[1]}）"
