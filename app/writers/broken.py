from __future__ import annotations

from pathlib import Path


class BrokenTemplate(Exception):  # noqa: N818  the template is broken; the program does not err
    """The Word template cannot be used. The sentence names it, what is missing and the remedy."""

    def __init__(self, template: Path, why: str) -> None:
        self.say = f"Word 模板“{template.name}”不能用：{why}"
        super().__init__(self.say)
