"""The form is data: what the file says is what the program does, and a broken file is refused by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.form import BrokenForm, Form, form_for, load_form, newest_form
from app.form.layout import printed
from app.report.checking import Checking
from app.resources import resource
from tests.readers.made import saved

SOURCE = (resource("forms") / "2021.toml").read_text(encoding="utf-8")


def form_with(tmp_path: Path, old: str, new: str) -> Form:
    assert old in SOURCE
    path = tmp_path / "2021.toml"
    path.write_text(SOURCE.replace(old, new, 1), encoding="utf-8")
    return load_form(path)


def test_the_national_form_has_six_sections_and_two_hundred_figures() -> None:
    form = newest_form()
    assert [section.title[0] for section in form.sections] == list("一二三四五六")
    assert {table: len(list(form.figures_of(table))) for table in form.tables} == {
        "proactive": 10, "requests": 175, "disputes": 15,
    }  # fmt: skip


def test_every_total_has_its_parts_and_comes_after_them() -> None:
    form = newest_form()
    seen: set[str] = set()
    for total, parts in form.totals.items():
        assert not (set(parts) & form.totals.keys()) - seen
        seen.add(total)
    assert seen == {figure.id for figure in form.figures.values() if figure.is_total}


def test_an_entry_changes_its_row_its_column_and_the_grand_total() -> None:
    totals = newest_form().totals_with
    assert totals["requests.granted.natural"] == (  # type: ignore[index]
        "requests.granted.total", "requests.total.natural", "requests.total.total",
    )  # fmt: skip


@pytest.mark.parametrize("table", newest_form().tables)
def test_every_printed_table_fills_its_rectangle_without_overlap(table: str) -> None:
    layout = printed(newest_form().tables[table])
    covered = [
        (row, column)
        for cell in layout.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert sorted(covered) == [(row, column) for row in range(layout.rows) for column in range(layout.columns)]


def test_the_tables_are_merged_as_the_national_form_prints_them() -> None:
    layout = printed(newest_form().tables["requests"])
    spans = {cell.text: (cell.rows, cell.columns) for cell in layout.cells if cell.text}
    assert spans["三、本年度办理结果"] == (22, 1)
    assert spans["（三）不予公开"] == (8, 1)
    assert spans["法人或其他组织"] == (1, 5)
    assert spans["（七）总计"] == (1, 2)


def test_a_row_added_to_the_file_is_in_table_checks_and_totals(tmp_path: Path) -> None:
    after = '"（三）不予公开", "8.属于行政查询事项"] },\n'
    added = '  { id = "deny_9", label = ["三、本年度办理结果", "（三）不予公开", "9.新的情形"] },\n'
    form = form_with(tmp_path, after, after + added)
    assert len(form.figures) == 207
    assert "requests.deny_9.natural" in form.totals["requests.total.natural"]  # type: ignore[index]
    assert {"requests.deny_9.total.sum", "requests.deny_9.natural.whole", "requests.deny_9.natural.required"} <= set(
        form.checks
    )
    assert printed(form.tables["requests"]).rows == 29


def test_an_added_row_is_read_and_sent_out_without_touching_code(tmp_path: Path) -> None:
    from app.readers.returns import Reader
    from app.writers.blank import blank_return

    after = '  { id = "coercion", label = "行政强制" },\n'
    form = form_with(tmp_path, after, after + '  { id = "ruling", label = "行政裁决" },\n')
    book = blank_return(form, "教育局", 2025)
    sheet = book["表二"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "行政裁决":
                sheet.cell(cell.row, cell.column + 1).value = 7
    sent = Reader(form).read("x.xlsx", saved(book))
    assert sent.figures["proactive.ruling.decisions"] == 7  # type: ignore[index]


def test_a_check_added_to_the_file_is_made(tmp_path: Path) -> None:
    check = (
        '[[check]]\nid = "proactive.penalty.most"\nkind = "at_most"\nfigure = "proactive.penalty.decisions"\n'
        'limit = "proactive.licence.decisions"\nseverity = "notice"\ntext = "处罚多于许可"\n'
    )
    form = form_with(
        tmp_path, "# ---------------------------------------------------------------- raised", check + "\n#"
    )
    values = {"proactive.penalty.decisions": 5, "proactive.licence.decisions": 3}
    findings = Checking(form, values).findings  # type: ignore[arg-type]
    assert "proactive.penalty.most" in {finding.check for finding in findings}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "2021"', "id = 2021", "2021.toml.id"),
        ('id = "2021"', "id = ", "line"),
        ('kind = "balance"', 'kind = "ballance"', "ballance"),
        ('table = "disputes"', 'table = "dispute"', "dispute"),
        ('{ id = "deny_2", ', '{ id = "deny_1", ', "requests.deny_1"),
        ('id = "requests.balance.{column}"', 'id = "requests.balance.{colunm}"', "colunm"),
        ('"requests.carried_in.{column}"]\nright', '"requests.carried_inn.{column}"]\nright', "carried_inn"),
        ('severity = "error"', 'severity = "eror"', "eror"),
        ('id = "requests.balance.{column}"', 'id = "disputes.{group}.total.sum"', "disputes"),
        ('layout = "grid"', 'layout = "grid"\ncorners = ""', "corners"),
        ('title = "一、总体情况"', 'titel = "一、总体情况"', "title"),
        ('parts = ["disputes.{group}.{outcome}"]', 'parts = 3', "parts"),
        ('left = ["requests.received.{column}"', 'left = ["requests.received.{column.x}"', "column.x"),
        ('left = ["requests.received.{column}"', 'left = ["requests.received.{column"', "占位写错了"),
        (
            'parts = ["disputes.{group}.{outcome}"]',
            'parts = ["disputes.{group}.{outcome}", "disputes.{group}.total"]',
            "不能是它自己的一部分",
        ),
        ('title = "{organ}{year}年', 'title = "{organ}{yaer}年', "title"),
        ('id = "returns.duplicate"', 'id = "returns.duplicates"', "returns.duplicate"),
        ('label = "行政强制"', 'label = "行政处罚"', "行政处罚"),
        ('id = "6"', 'id = "5"', "section"),
        ('heading = "（{number}）{part}', 'heading = "（{numbr}）{part}', "heading"),
        ('unless = "organ_makes_regulations"', 'unless = "organ_is_large"', "organ_is_large"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_by_line_or_key(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BrokenForm, match=says):
        form_with(tmp_path, old, new)


def test_a_long_block_is_read_to_its_end(tmp_path: Path) -> None:
    from app.readers.returns import Reader
    from app.writers.blank import blank_return

    after = '  { id = "coercion", label = "行政强制" },\n'
    names = [
        "裁决",
        "确认",
        "给付",
        "奖励",
        "征收",
        "征用",
        "检查",
        "调解",
        "仲裁",
        "补偿",
        "赔偿",
        "备案",
        "登记",
        "指导",
    ]
    rows = "".join(f'  {{ id = "more_{place}", label = "行政{name}" }},\n' for place, name in enumerate(names))
    form = form_with(tmp_path, after, after + rows)
    book = blank_return(form, "教育局", 2025)
    sheet = book["表二"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in {f"行政{name}" for name in names}:
                sheet.cell(cell.row, cell.column + 1).value = 7
    sent = Reader(form).read("x.xlsx", saved(book))
    assert all(sent.figures[f"proactive.more_{place}.decisions"] == 7 for place in range(len(names)))  # type: ignore[index]


def test_a_later_format_leaves_the_reports_before_it_alone() -> None:
    form = form_for(2025)
    assert form is not None
    assert form.id == "2021"
    assert form_for(2019) is None
