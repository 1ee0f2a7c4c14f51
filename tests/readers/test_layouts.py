"""Tables are found by their labels, however the sheet is laid out."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId, Severity
from app.form.layout import printed
from tests.readers.made import FORM, READER, SECTION_TITLES, one_sheet, put_table, read, sample_figures, saved

NATURAL = FigureId("requests.granted.natural")


def sheet_of(book: Workbook) -> Worksheet:
    assert isinstance(book.active, Worksheet)
    return book.active


def test_a_tidy_sheet_is_read_completely_with_every_address() -> None:
    figures = sample_figures()
    book, addresses = one_sheet(figures)
    sent = read(book)
    assert sent.figures == figures
    assert {figure: source.cell for figure, source in sent.sources.items()} == addresses
    assert (sent.unit, sent.year, sent.unused) == ("教育局", 2025, ())


def test_shifted_tables_without_merged_cells_are_read() -> None:
    figures = sample_figures()
    book, _ = one_sheet(figures, column=4, merge=False)
    sheet_of(book).insert_rows(2, 5)
    assert read(book).figures == figures


def test_three_sheets_in_any_order_after_a_cover_are_read() -> None:
    figures = sample_figures()
    book = Workbook()
    cover = sheet_of(book)
    cover["A1"], cover["B3"] = "填报说明", "请于1月10日前报送，行政许可、行政处罚按决定数填写"
    cover["A5"], cover["B5"] = "填报单位：", "民政局"
    for table in reversed(list(FORM.tables)):
        sheet = book.create_sheet(SECTION_TITLES[table][:8])
        sheet["B1"] = "2025年度"
        put_table(sheet, table, figures, (4, 3))
    sent = read(book)
    assert sent.figures == figures
    assert (sent.unit, sent.year) == ("民政局", 2025)


def test_labels_in_one_column_with_headings_on_rows_of_their_own() -> None:
    figures = sample_figures()
    book = Workbook()
    sheet = sheet_of(book)
    sheet.title = "2025"
    block = FORM.tables["requests"].blocks[0]
    sheet.append(["项目", *(column.label[-1] for column in block.columns)])
    done: set[tuple[str, ...]] = set()
    for row in block.rows:
        for depth in range(1, len(row.label)):
            if row.label[:depth] not in done:
                sheet.append([row.label[depth - 1]])
                done.add(row.label[:depth])
        sheet.append(["　" + row.label[-1], *(figures[FigureId(f"requests.{row.id}.{c.id}")] for c in block.columns)])
    sent = read(book)
    assert all(sent.figures[f.id] == figures[f.id] for f in FORM.figures_of("requests"))


def test_headings_joined_to_their_labels_are_read() -> None:
    figures = sample_figures()
    book = Workbook()
    sheet = sheet_of(book)
    block = FORM.tables["requests"].blocks[0]
    sheet.append(["2025年度 依申请", *(column.label[-1] for column in block.columns)])
    for row in block.rows:
        sheet.append(["".join(row.label), *(figures[FigureId(f"requests.{row.id}.{c.id}")] for c in block.columns)])
    sent = read(book)
    assert all(sent.figures[f.id] == figures[f.id] for f in FORM.figures_of("requests"))


def test_a_running_number_column_and_a_subtotal_column_do_not_disturb() -> None:
    figures = sample_figures()
    book, addresses = one_sheet(figures, merge=False)
    sheet = sheet_of(book)
    requests = printed(FORM.tables["requests"])
    first = int("".join(c for c in addresses[FigureId("requests.received.natural")] if c.isdigit()))
    sheet.insert_cols(5)
    sheet.cell(first - 1, 5, "法人小计")
    for row in range(first, first + requests.rows - requests.head_rows):
        sheet.cell(row, 5, 9)
    sheet.insert_cols(1)
    for number, row in enumerate(range(first, first + 25), 1):
        sheet.cell(row, 1, number)
    sent = read(book)
    requests_figures = [figure.id for figure in FORM.figures_of("requests")]
    assert all(sent.figures[figure] == figures[figure] for figure in requests_figures)
    assert [cell for cell in sent.unused if "法人小计" in cell.why and cell.raw == "9"]


def test_numbering_brackets_spaces_and_line_breaks_in_labels_mean_nothing() -> None:
    figures = sample_figures()
    book, _ = one_sheet(figures)
    for row in sheet_of(book).iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("教育局"):
                cell.value = (
                    cell.value.replace("（", "(").replace("）", " )").replace("1.", "①").replace("2.", "(2) ")
                    .replace("总计", "总  计").replace("社会公益", "社会\n公益").replace("“", '"').replace("”", '"')
                )  # fmt: skip
    assert read(book).figures == figures


def test_disputes_turned_by_ninety_degrees_are_read() -> None:
    figures = sample_figures()
    book = Workbook()
    sheet = sheet_of(book)
    sheet["A1"] = "教育局2025年度"
    for cell in printed(FORM.tables["disputes"]).cells:
        sheet.cell(3 + cell.column, 1 + cell.row).value = cell.text if cell.figure is None else figures[cell.figure]
    sent = read(book)
    assert all(sent.figures[f.id] == figures[f.id] for f in FORM.figures_of("disputes"))
    assert sent.sources[FigureId("disputes.reconsideration.upheld")].cell == "D3"


def test_last_years_page_in_the_same_workbook_is_not_taken_but_named() -> None:
    figures, before = sample_figures(), sample_figures() | {NATURAL: 2}
    book, _ = one_sheet(before, year=2024)
    sheet = book.create_sheet("2025年")
    sheet["A1"] = "教育局2025年政府信息公开工作年度报告统计表"
    row = 3
    for table in FORM.tables:
        put_table(sheet, table, figures, (row, 1))
        row += printed(FORM.tables[table]).rows + 2
    sent = read(book)
    assert (sent.year, sent.figures) == (2025, figures)
    assert [finding.severity for finding in sent.findings if finding.check == "reading.year_beside"] == [
        Severity.WARNING
    ]


def test_the_year_asked_for_is_taken_even_when_a_newer_one_is_there() -> None:
    book, _ = one_sheet(sample_figures(), year=2025)
    old = book.create_sheet("2024年")
    old["A1"] = "教育局2024年度"
    put_table(old, "requests", sample_figures() | {NATURAL: 99}, (3, 1))
    assert read(book, year=2024).figures[NATURAL] == 99


def test_two_tables_that_differ_are_left_to_the_clerk() -> None:
    book, _ = one_sheet(sample_figures())
    other = book.create_sheet("2025年（改）")
    put_table(other, "disputes", sample_figures() | {FigureId("disputes.suit_after.other"): 5}, (2, 1))
    sent = read(book)
    assert FigureId("disputes.suit_after.other") not in sent.figures
    assert [finding.check for finding in sent.findings] == ["reading.two_tables"]
    assert sum(cell.figure is not None and cell.figure.startswith("disputes") for cell in sent.unused) == 30


def test_an_undivided_row_gives_zeros_but_never_divides_a_number() -> None:
    figures = sample_figures()
    book, addresses = one_sheet(figures, merge=False)
    sheet = sheet_of(book)
    row = sheet[addresses[FigureId("requests.other_1.natural")]].row
    sheet.delete_rows(row + 1, 2)
    sheet.cell(row, 3).value = None
    sheet.cell(row, 2, "（六）其他处理")
    sheet.cell(row, 5, 4)
    sent = read(book)
    assert sent.figures[FigureId("requests.other_3.natural")] == 0
    assert sent.sources[FigureId("requests.other_3.natural")].conversion == "undivided_zero"
    assert FigureId("requests.other_1.business") not in sent.figures
    assert [cell.raw for cell in sent.unused if "其他处理" in cell.why] == ["4"]


def test_columns_of_the_2019_format_are_never_mapped() -> None:
    book, _ = one_sheet(sample_figures())
    for row in sheet_of(book).iter_rows():
        for cell in row:
            if cell.value in ("本年制发件数", "本年废止件数", "现行有效件数"):
                cell.value = "对外公开总数量" if cell.value == "现行有效件数" else "本年新制作数量"
    sent = read(book)
    assert not [figure for figure in sent.figures if figure.startswith("proactive.normative")]
    assert "reading.old_format" in {finding.check for finding in sent.findings}
    assert "12" in {cell.raw for cell in sent.unused}


def test_a_local_name_is_read_and_reported() -> None:
    figures = sample_figures()
    book, _ = one_sheet(figures)
    for row in sheet_of(book).iter_rows():
        for cell in row:
            if cell.value == "行政规范性文件":
                cell.value = "规范性文件"
            elif cell.value == "本年制发件数":
                cell.value = "本年新制发数量"
    sent = read(book)
    assert sent.figures == figures
    assert sent.sources[FigureId("proactive.normative.in_force")].conversion == "alias"
    assert {finding.check for finding in sent.findings} == {"reading.alias"}


def test_a_label_cut_short_is_read_where_only_one_row_can_be_meant() -> None:
    figures = sample_figures()
    book, _ = one_sheet(figures)
    for row in sheet_of(book).iter_rows():
        for cell in row:
            if cell.value == "2.没有现成信息需要另行制作":
                cell.value = "2.没有现成信息需另行制"
    sent = read(book)
    assert sent.figures == figures
    assert {finding.check for finding in sent.findings} == {"reading.alias"}


def test_a_missing_row_is_missing_and_not_zero() -> None:
    book, addresses = one_sheet(sample_figures(), merge=False)
    sheet_of(book).delete_rows(sheet_of(book)[addresses[FigureId("requests.deny_4.natural")]].row)
    sent = read(book)
    assert FigureId("requests.deny_4.natural") not in sent.figures
    assert sent.figures[FigureId("requests.deny_5.natural")] == 0


def test_an_added_row_is_not_used_but_accounted_for() -> None:
    book, addresses = one_sheet(sample_figures(), merge=False)
    sheet = sheet_of(book)
    row = sheet[addresses[FigureId("requests.unable_1.natural")]].row
    sheet.insert_rows(row)
    sheet.cell(row, 2, "小计")
    sheet.cell(row, 4, 17)
    sent = read(book)
    assert ("17", "统一格式里没有“小计”这一行") in {(cell.raw, cell.why) for cell in sent.unused}


def test_an_added_row_of_a_block_is_accounted_for() -> None:
    book, addresses = one_sheet(sample_figures(), merge=False)
    sheet = sheet_of(book)
    row = sheet[addresses[FigureId("proactive.coercion.decisions")]].row
    sheet.insert_rows(row)
    sheet.cell(row, 1, "行政征收")
    sheet.cell(row, 2, 17)
    sent = read(book)
    assert ("17", "统一格式里没有“行政征收”这一行") in {(cell.raw, cell.why) for cell in sent.unused}
    assert sent.figures == sample_figures()


def test_a_row_whose_label_was_wiped_out_is_missing_and_accounted_for() -> None:
    book, addresses = one_sheet(sample_figures(), merge=False)
    sheet = sheet_of(book)
    row = sheet[addresses[FigureId("requests.unable_1.natural")]].row
    sheet.cell(row, 2).value = sheet.cell(row, 3).value = None
    sent = read(book)
    assert FigureId("requests.unable_1.natural") not in sent.figures
    assert ("4", "这一行没有名称") in {(cell.raw, cell.why) for cell in sent.unused}


def test_columns_of_the_same_name_that_differ_are_left_to_the_clerk() -> None:
    book, addresses = one_sheet(sample_figures(), merge=False)
    sheet = sheet_of(book)
    top = sheet[addresses[FigureId("requests.received.natural")]].row
    sheet.cell(top - 3, 11, "总计")
    sheet.cell(top, 11, 99)
    sent = read(book)
    assert (
        FigureId("requests.received.total") not in sent.figures
        or sent.given(FigureId("requests.received.total")) is None
    )
    assert "99" in {cell.raw for cell in sent.unused}


def test_labels_that_were_exchanged_are_questioned() -> None:
    book, _ = one_sheet(sample_figures())
    sheet = sheet_of(book)
    swap = {"2.重复申请": "3.要求提供公开出版物", "3.要求提供公开出版物": "2.重复申请"}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in swap:
                cell.value = swap[str(cell.value)]
    assert "reading.order" in {finding.check for finding in read(book).findings}


def test_a_table_that_the_clerk_sets_aside_leaves_the_other_of_its_kind() -> None:
    changed = FigureId("disputes.suit_after.other")
    book, _ = one_sheet(sample_figures())
    put_table(book.create_sheet("2025年（改）"), "disputes", sample_figures() | {changed: 5}, (2, 1))
    data = saved(book)
    assert READER.read("教育局.xlsx", data).rivals == {"disputes": ("2025年", "2025年（改）")}
    sent = READER.read("教育局.xlsx", data, None, {("disputes", "2025年")})
    assert sent.figures[changed] == 5
    assert not sent.rivals
    assert "reading.spare" in [finding.check for finding in sent.findings]
