"""A wording that does not hold together is refused, with the entry at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.form import BrokenForm, load_form
from app.resources import resource

GOOD = """
[[wording]]
id = "extra"
pattern = "新收#"
readings = [["requests.received.total"]]
"""


def with_wording(entry: str, folder: Path) -> Path:
    path = folder / "2021.toml"
    path.write_text((resource("forms") / "2021.toml").read_text(encoding="utf-8") + entry, encoding="utf-8")
    return path


def test_a_good_wording_is_taken(tmp_path: Path) -> None:
    assert load_form(with_wording(GOOD, tmp_path)).wordings[-1].id == "extra"


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("新收#", "新收", "没有用 # 标明数字的位置"),
        ("新收#", "(新收#", "不是有效的正则表达式"),
        ("新收#", "{no_such}#", "没有名为“no_such”的词组"),
        ("requests.received.total", "requests.recieved.total", "没有数据项符合"),
        ('[["requests.received.total"]]', "[]", "不能为空"),
        ('"extra"', '"requests.received"', "出现了两次"),
        ("readings", 'columns = [["nobody"]]\nreadings', "没有名为“nobody”的列"),
        ("readings", "zero = true\nreadings", "没有用括号标明表示零的词"),
        ("readings", 'topik = "申请"\nreadings', "不认识这个键"),
    ],
)
def test_a_wording_with_a_slip_is_refused(right: str, wrong: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenForm, match=why):
        load_form(with_wording(GOOD.replace(right, wrong, 1), tmp_path))
