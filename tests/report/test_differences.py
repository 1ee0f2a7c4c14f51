"""What going to another state would change, told in lines."""

from __future__ import annotations

from app.form import FigureId, newest_form
from app.report.differences import Difference, differences
from app.report.edits import AcceptReturns, Edit, SetFigure, SetOverride, SetText, SetUnit
from app.report.report import OWN, Change, Override, Report, Step
from app.report.returns import Return
from app.report.text import PREAMBLE, SIGNATURE
from tests.store.made import sent_by

FORM = newest_form()
NATURAL = FigureId("requests.received.natural")


def lines(*edits: Edit, before: tuple[Edit, ...] = ()) -> list[Difference]:
    """The differences that these edits make together."""
    report = Report(FORM, "甲县", 2025)
    for edit in before:
        report.adopt(edit.on(report))
    steps: list[Step] = []
    for edit in edits:
        change = edit.on(report)
        report.adopt(change)
        steps += change.steps
    return differences(FORM, Change("", tuple(steps)))


def test_a_figure_is_told_once_with_its_first_and_last_value_and_its_totals_not() -> None:
    own = AcceptReturns((Return("", OWN, 2025, FORM.id, {}, {}),))
    told = lines(SetFigure(OWN, NATURAL, 3), SetFigure(OWN, NATURAL, 5), before=(own,))
    assert told == [Difference("表三“新收·自然人”", "未填", "5")]


def test_what_comes_back_to_the_same_is_no_difference() -> None:
    own = AcceptReturns((Return("", OWN, 2025, FORM.id, {}, {}),))
    assert lines(SetFigure(OWN, NATURAL, 3), SetFigure(OWN, NATURAL, None), before=(own,)) == []


def test_the_first_figure_of_an_organ_alone_is_told_like_any_other() -> None:
    assert lines(SetFigure(OWN, NATURAL, 3)) == [Difference("表三“新收·自然人”", "未填", "3")]


def test_a_replaced_return_is_one_line_with_how_much_differs() -> None:
    first = AcceptReturns((sent_by("教育局"),))
    second = AcceptReturns((sent_by("教育局", requests__received__natural=4),))
    assert lines(second, before=(first,)) == [
        Difference("教育局的报送表", "教育局.xls", "教育局.xls，2 项不同"),
    ]
    assert lines(first) == [Difference("教育局的报送表", "没有报送", "教育局.xls")]


def test_a_text_is_shown_from_where_it_differs() -> None:
    old, new = "本年度主动公开政府信息三十条，比上年多。", "本年度主动公开政府信息三十二条，比上年多。"
    (told,) = lines(SetText("1", new), before=(SetText("1", old),))
    assert told.place == "“总体情况”"
    assert told.now.startswith("…信息三十条")
    assert told.then.startswith("…信息三十二条")
    assert told.then.endswith(f"（{len(new)} 字）")


def test_a_text_is_called_what_the_undo_menu_calls_it() -> None:
    for key, place in ((PREAMBLE, "前言"), ("1", "“总体情况”"), ("3", "表三的表后说明"), (SIGNATURE, "落款和日期")):
        edit = SetText(key, "字")
        assert [told.place for told in lines(edit)] == [place]
        assert edit.on(Report(FORM)).name == f"修改{place}"


def test_overrides_and_units_left_out_are_told_with_their_reasons() -> None:
    fixed = SetOverride(NATURAL, Override("fixed", 9, "电话更正", 3))
    assert lines(
        fixed, SetUnit("教育局", included=False, reason="撤并"), before=(AcceptReturns((sent_by("教育局"),)),)
    ) == [
        Difference("表三“新收·自然人”", "汇总数", "改为 9（电话更正）"),
        Difference("教育局", "不在名册上", "不纳入汇总（撤并）"),
    ]


def test_links_in_a_text_are_told_by_their_names() -> None:
    (told,) = lines(SetText("1", "{organ}{year}年收到{requests.received.total}件，发布{网站信息=38}条。"))
    assert told.then.startswith("〔编报机关〕〔年度〕年收到〔新收·总计〕件")
    (told,) = lines(SetText("1", "发布{网站信息=38}条。"))
    assert told.then.startswith("发布38条。")
