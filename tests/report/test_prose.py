"""Each number of the text gets the verdict that a careful person would give it.

In the lists: ＝ agrees with the table, ≠ contradicts it, ＋ stands in a sum of the text, ？ is left to the clerk.
"""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from app.form import FigureId
from app.report.complaints import name_of
from app.report.links import Known, written
from app.report.numerals import numbers_in
from app.report.prose import paragraph_prose, prose
from app.report.text import parsed
from tests import example
from tests.readers.made import FORM
from tests.report.a_year import DISTRICT, FIGURES, QUIET, as_printed, judged, verdicts, warnings

REQUESTS = [
    ("86＝ 61＝ 25＝", "共收到依申请公开86件，其中自然人61件、法人或其他组织25件。"),
    ("86＝ 62≠ 25＝", "共收到依申请公开86件，其中自然人62件、法人或其他组织25件。"),
    ("95＝", "全年受理政府信息公开申请95件。"),
    ("86＝", "全年受理政府信息公开申请86件。"),
    ("96≠", "全年受理政府信息公开申请96件。"),
    ("86＝ 9＝ 87＝ 8＝", "全年新收86件，上年结转9件；办结87件，结转下年8件。"),
    ("68≠ 9＝ 77≠ 8＝", "全年新收68件，上年结转9件；办结77件，结转下年8件。"),
    ("9＝ 7≠", "办理2024年结转申请9件，剩余7件结转至2026年继续办理。"),
    ("82＝", "已办结申请82件，不含撤回和逾期未补正的。"),
    (
        "87＝ 32＝ 6＝ 14＝ 27＝ 3＝ 5＝",
        "办结87件：予以公开32件，部分公开6件，不予公开14件，无法提供27件，不予处理3件，其他处理5件。",
    ),
    (
        "87＝ 32＝ 6＝ 14＝ 28≠ 3＝ 5＝",
        "办结87件：予以公开32件，部分公开6件，不予公开14件，无法提供28件，不予处理3件，其他处理5件。",
    ),
    ("38＝", "予以公开和部分公开38件。"),
    ("32＝ 14＝ 27＝", "其中32件予以公开，14件不予公开，27件无法提供。"),
    ("32＝ 25＝ 4＝", "予以公开的32件申请中，自然人25件、商业企业4件。"),
    ("87＝ 64＝ 32＝", "办结的87件申请中，自然人申请64件；予以公开32件。"),
    (
        "14＝ 3＝ 2＝ 4＝ 5＝",
        "不予公开14件（保护第三方合法权益3件，属于三类内部事务信息2件，属于四类过程性信息4件，行政执法案卷5件）。",
    ),
    (
        "14＝ 3＝ 2＝ 4＝ 6≠",
        "不予公开14件（保护第三方合法权益3件，属于三类内部事务信息2件，属于四类过程性信息4件，行政执法案卷6件）。",
    ),
    ("24＝ 3＝", "本机关不掌握相关政府信息24件，没有现成信息需要另行制作3件。"),
    ("61＝ 25＝", "自然人、法人或其他组织的申请分别为61件和25件。"),
    ("八十六＝", "收到公民、法人或者其他组织提出的政府信息公开申请八十六件。"),
    ("八十七≠", "收到公民、法人或者其他组织提出的政府信息公开申请八十七件。"),
    ("86＝ 7＝ 8.9＝", "新收政府信息公开申请 86 件，较上年增加 7 件，同比增长 8.9%。"),
    ("86＝ 8.4？", "新收政府信息公开申请86件，同比增长8.4%。"),
    ("32＝ 36.8＝", "予以公开32件，占36.8%。"),
    ("79＝ 86＝", "2024年新收79件，2025年新收86件。"),
    ("79＝ 87≠", "2024年新收79件，2025年新收87件。"),
    ("79＝", "2024 年度，新收政府信息公开申请 79 件。"),
    ("77？", "2024 年度，新收政府信息公开申请 77 件。"),
    ("79＝ 86＝ 7＝", "新收申请由上年的79件增至86件，增加7件。"),
    ("80＝", "收到政府信息公开申请80余件。"),
    ("200≠", "收到政府信息公开申请200余件。"),
]
NOT_THE_WHOLE_YEAR_OR_OFFICE = [
    ("20？", "政府信息公开申请新增20件。"),
    ("40？", "上半年收到政府信息公开申请40件。"),
    ("40？", "截至2025年6月30日，共收到政府信息公开申请40件。"),
    ("500？", "自2008年以来，累计收到政府信息公开申请500件。"),
    ("86＝ 50？", "新收政府信息公开申请86件，其中通过网络收到申请50件。"),
    ("12？", "区教育局收到政府信息公开申请12件。"),
    ("20？ 66？", "区政府办公室新收申请20件，各部门新收申请66件。"),
    ("86＝ 20＋ 66＋", "全区新收申请86件，其中区政府本级20件，部门66件。"),
    ("300？", "全市新收政府信息公开申请300件。"),
    ("4？", "延期答复政府信息公开申请4件。"),
    ("3？", "因涉及商业秘密不予公开3件。"),
    ("2？", "每年办理申请不少于2件。"),
    ("30？", "收到网民留言 30 条，均已回复。"),
    ("15？", "收到申请人补正材料15份。"),
    ("45？", "收到依申请公开信息45条。"),
    ("2000？", "12345热线受理2000件。"),
    ("12？ 30？ 100？", "办理人大建议12件、政协提案30件，办结率100%。"),
    ("86＝ 20？", "新收申请86件。其中，自然资源领域收到20件。"),
    ("87＝ 9＝ 78＋", "全年办理依申请公开87件，其中上年结转9件，新收78件。"),
    ("20？ 23？", "自然资源局、住建局分别收到申请20件、23件。"),
    ("200？", "智慧平台受理200件。"),
    ("5？", "收到5起因政府信息公开引发的信访。"),
    ("2300？ 86＝", "受理群众诉求2300件、政府信息公开申请86件。"),
]
DISPUTES = [
    ("7＝ 4＝", "因政府信息公开发生行政复议7件、行政诉讼4件。"),
    ("8≠ 4＝", "因政府信息公开发生行政复议8件、行政诉讼4件。"),
    ("7＝ 5≠", "因政府信息公开发生行政复议7件、行政诉讼5件。"),
    ("3＝", "因政府信息公开被提起行政诉讼3件。"),
    ("11＝", "涉及政府信息公开的行政复议和行政诉讼共11件。"),
    ("12≠", "涉及政府信息公开的行政复议和行政诉讼共12件。"),
    (
        "7＝ 4＝ 1＝ 4＝ 3＝ 1＝",
        "被申请行政复议7件，其中维持4件、被纠错1件；被提起行政诉讼4件，其中维持3件、其他结果1件。",
    ),
    (
        "7＝ 4＝ 2≠ 4＝ 3＝ 1＝",
        "被申请行政复议7件，其中维持4件、被纠错2件；被提起行政诉讼4件，其中维持3件、其他结果1件。",
    ),
    ("1＝ 3＝", "未经复议直接起诉1件，复议后起诉3件。"),
    ("89？", "区政府受理行政复议案件89件。"),
    ("40？", "行政机关负责人出庭应诉40件。"),
]
PROACTIVE = [
    ("5＝ 3＝ 42＝", "制发行政规范性文件5件、废止3件、现行有效42件。"),
    ("6≠ 3＝ 24≠", "制发行政规范性文件6件、废止3件、现行有效24件。"),
    ("5＝ 3＝ 42＝", "制发、废止、现行有效行政规范性文件分别为5件、3件、42件。"),
    ("20＋ 5＝ 15＋", "印发文件20件，其中行政规范性文件5件，其他政策文件15件。"),
    ("4？", "制发其他政策文件4件。"),
    ("1？", "以区政府办名义制发行政规范性文件1件。"),
    ("9？", "备案审查行政规范性文件9件。"),
    ("6≠ 6？", "制发行政规范性文件6件，同步解读6件。"),
    ("20？ 5＝", "审查行政规范性文件20件，制发5件。"),
    ("20？", "制定规章制度20项。"),
    ("21560＝ 1347＝ 28＝", "作出行政许可决定21560件、行政处罚决定1347件、行政强制决定28件。"),
    ("21650≠", "全年办理行政许可21650件。"),
    ("2.2万＝", "全年办理行政许可2.2万件。"),
    ("500？", "公开行政许可信息500条。"),
    ("500？ 30？", "通过网站公开行政许可500件、行政处罚30件。"),
    ("320？", "梳理行政许可事项320项。"),
    ("3086.425＝", "行政事业性收费3086.425万元。"),
    ("30864250＝", "收取行政事业性收费共计30864250元。"),
    ("3086.43＝", "收费3086.43万元。"),
    ("3086.452≠", "行政事业性收费总金额3086.452万元。"),
    ("900？", "减免行政事业性收费900万元。"),
    ("300？", "收取信息处理费300元。"),
]
SUMS = [
    ("3900＋ 900＋ 3000＋", "网站发布信息3900条。其中，概况900条，动态3000条。"),
    ("61＝ 25＝ 86＋", "自然人申请61件，法人或其他组织申请25件，共计86件。"),
    ("86＝ 9＝ 95＋", "新收申请86件，上年结转9件，合计95件。"),
    ("39＋ 18＋ 21＋ 5？", "召开会议39次，包括常务会议18次、专题会议21次，培训5次。"),
    ("100？ 60？ 30？", "发布信息100条，其中动态60条、概况30条。"),
    ("三百？ 3？", "发布信息三百余条，举办培训3次。"),
]


@pytest.mark.parametrize(("expected", "sentence"), [*REQUESTS, *NOT_THE_WHOLE_YEAR_OR_OFFICE, *DISPUTES])
def test_what_is_said_of_requests_and_disputes_is_held_against_tables_3_and_4(expected: str, sentence: str) -> None:
    assert verdicts(sentence) == expected


@pytest.mark.parametrize(("expected", "sentence"), [*PROACTIVE, *SUMS])
def test_what_is_said_elsewhere_is_held_against_table_2_and_the_text_itself(expected: str, sentence: str) -> None:
    assert verdicts(sentence, lead="") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《条例》第二十条和国办公开办函〔2021〕30号，统计期限为2025年1月1日至12月31日。",
        "电话0372-1234567，邮编455000，拨打12345热线，公开时间8:30—17:30。",
        "按照“十四五”规划和“1+N”制度，推行“一网通办”，落实三审三校，一是加强领导，二是压实责任。",
        "印发《2025年政务公开要点》和《关于20件实事的通知》，第3次会议用时2天，20个工作日内答复。",
        "1.加强学习。2、加强监督。（3）加强考核。",
        "2025年，未发生因不履行公开义务而追究责任的情况，各机关均未收取信息公开处理费。",
    ],
)
def test_years_articles_and_names_are_no_figures(sentence: str) -> None:
    assert verdicts(sentence) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "我区未收到政府信息公开申请。",
        "全年没有收到公民、法人或其他组织提出的信息公开申请。",
        "未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。",
        "我区无政府信息公开行政复议、行政诉讼案件。",
        "全年未制发行政规范性文件。",
    ],
)
def test_words_for_zero_agree_with_a_quiet_year_and_contradict_a_busy_one(sentence: str) -> None:
    assert [number.state for number in judged(sentence, QUIET)[0]] == ["matched"]
    assert warnings(sentence) == ["prose.contradicted"]


def test_no_lost_case_does_not_mean_no_case() -> None:
    assert warnings("未发生行政复议、行政诉讼被纠错或者败诉的案件。") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "网站发布信息3901条。其中，概况900条，动态3000条。",
        "网站发布信息3900条。其中，概况900条，动态3010条。",
        "网站发布信息3900条。其中，概况90条，动态3000条。",
        "发布信息100条，动态、概况分别为60条、30条。",
        "发布信息100条，其中动态60条、其他30条。",
        "发布信息100条，其中动态120条。",
    ],
)
def test_a_list_that_should_add_up_and_does_not_is_said_once(sentence: str) -> None:
    assert warnings(sentence) == ["prose.identity"]
    assert len(judged(sentence)[1]) == 1


def test_a_sum_names_both_sides_and_the_difference() -> None:
    (finding,) = judged("网站发布信息3901条。其中，概况900条，动态3000条。")[1]
    assert (finding.left, finding.right) == (3901, 3900)
    assert finding.message == "“总体情况”中“网站发布信息3901条”与分项之和900＋3000＝3900不一致，多1。请核对。"


def test_a_contradiction_names_the_words_the_cell_and_the_difference() -> None:
    (finding,) = judged("2025 年度，新收到政府信息公开申请 87 件。")[1]
    assert finding.message == "“总体情况”中“新收到政府信息公开申请 87 件”与表三“新收·总计”86不一致，多1。请核对。"
    assert (finding.figures, finding.left, finding.right) == (("requests.received.total",), 87, 86)


def test_a_number_whose_figure_is_missing_is_not_contradicted() -> None:
    known = replace(DISTRICT, figures={})
    assert verdicts("新收政府信息公开申请87件，全年未收到申请。", known) == "87？"


def test_a_linked_number_and_a_declared_one_need_no_proof() -> None:
    known = replace(DISTRICT, declared={"网站": 3900})
    assert verdicts("新收申请{requests.received.total}件，发布{网站=3900}条，{year}年。", known) == "86链 3900注"


def test_a_link_to_a_missing_figure_is_listed() -> None:
    assert verdicts("新收申请{requests.received.total}件。", replace(DISTRICT, figures={})) == "未填链"


@pytest.mark.parametrize(
    ("organ", "sentence", "expected"),
    [
        ("柳河区教育局", "我局新收到政府信息公开申请87件。", "87≠"),
        ("柳河区教育局", "区教育局机关及所属单位新收到政府信息公开申请87件。", "87≠"),
        ("柳河区教育局", "全区新收到政府信息公开申请900件。", "900？"),
        ("柳河区人民政府办公室", "区政府办公室新收到政府信息公开申请87件。", "87≠"),
        ("柳河区人民政府", "全区各级行政机关新收到政府信息公开申请87件。", "87≠"),
        ("柳河区人民政府", "区政府办公室新收到政府信息公开申请87件。", "87？"),
    ],
)
def test_only_the_scope_of_the_report_is_compared(organ: str, sentence: str, expected: str) -> None:
    assert verdicts(sentence, replace(DISTRICT, organ=organ)) == expected


def test_a_sub_heading_says_what_the_paragraphs_below_it_are_about() -> None:
    below = as_printed("（二）依申请公开", "全年新收87件。")
    alone = as_printed("全年新收87件。")
    assert [number.state for number in prose(DISTRICT, {"1": below})[0]] == ["contradicted"]
    assert [number.state for number in prose(DISTRICT, {"1": alone})[0]] == ["unaccounted"]


def test_a_number_knows_its_place_in_the_paragraph() -> None:
    text = "全年平稳。新收政府信息公开申请 86 件。"
    (number,) = prose(DISTRICT, {"1": as_printed("前面一段。", text)})[0]
    assert (number.paragraph, text[number.start : number.end]) == (1, "86")
    assert number.to_json() == {
        "section": "1",
        "number": "86",
        "sentence": "新收政府信息公开申请 86 件。",
        "state": "matched",
        "figures": ["requests.received.total"],
    }


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        ("新收政府信息公开申请86件。", [["requests.received.total"]]),
        ("新收87件，其中自然人61件。", [["requests.received.total"], ["requests.received.natural"]]),
        ("受理政府信息公开申请96件。", [["requests.received.total"]]),
        ("新收86件，较上年增加7件，同比增长8.9%。", [["requests.received.total"], [], []]),
        ("2024年新收79件。", [[]]),
        ("予以公开和部分公开38件。", [[]]),
        ("新收约86件。", [[]]),
        ("没有收到政府信息公开申请。", [[]]),
        ("开展培训12次。", [[]]),
    ],
)
def test_a_link_is_offered_where_one_figure_says_what_the_number_says_or_should(
    sentence: str, links: list[list[str]]
) -> None:
    assert [list(number.links) for number in judged(sentence)[0]] == links


@pytest.mark.parametrize(
    ("sentence", "sure"),
    [("新收申请86件。", True), ("办理政府信息公开申请0件。", False), ("新收申请87件。", False)],
)
def test_a_link_is_sure_where_nothing_else_agrees(sentence: str, *, sure: bool) -> None:
    known = replace(DISTRICT, figures=dict.fromkeys(FIGURES, 0)) if "0件" in sentence else DISTRICT
    assert [number.sure for number in judged(sentence, known)[0]] == [sure]


def test_what_a_contradicted_number_should_be_is_known() -> None:
    (number,) = judged("新收政府信息公开申请87件。")[0]
    assert number.reading is not None
    assert (name_of(FORM, number.reading), number.value) == ("新收·总计", 86)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "件件件",
        "1" * 400 + "件",
        "（（（3件",
        "其中：3、4、5",
        "%5",
        "２０２５年，１２件",
        "一二三四五万亿件",
        "其中12345678901234件",
    ],
)
def test_ugly_text_breaks_nothing(text: str) -> None:
    assert isinstance(verdicts(text), str)


def test_a_long_paragraph_is_judged_between_two_key_presses() -> None:
    paragraph = written(
        "新收政府信息公开申请86件，办结87件，结转下年8件。" + "持续做好政务公开各项工作。" * 75, DISTRICT
    )
    begun = time.perf_counter()
    for _ in range(10):
        paragraph_prose(DISTRICT, "1", 0, paragraph)
    assert (time.perf_counter() - begun) / 10 < 0.016


VERIFIABLE = 11


@example.where_present
class TestTheRealReport:
    source = (example.FOLDER / "beiguan-2025.text.txt").read_text() if example.FOLDER.is_dir() else ""

    def account(self, source: str) -> tuple[list[str], list[str], list[int]]:
        known = Known(FORM, example.figures(), organ="北关区人民政府", year=2025)
        sections = parsed(FORM, source.splitlines()).sections
        printed = {section: [written(p, known) for p in paragraphs] for section, paragraphs in sections.items()}
        numbers, findings = prose(known, printed)
        places = [source.index(number.sentence) + number.sentence.index(f"{number.number} ") for number in numbers]
        return [n.state for n in numbers], [f.check for f in findings if f.severity != "notice"], places

    def test_every_number_is_accounted_for_but_one(self) -> None:
        states, found, _ = self.account(self.source)
        assert (states.count("matched"), states.count("identity"), states.count("unaccounted")) == (7, 4, 1)
        assert (len(states), found) == (12, [])

    @pytest.mark.parametrize("number", range(VERIFIABLE))
    @pytest.mark.parametrize("change", ["one more", "one less", "a 0 too many", "turned round"])
    def test_each_number_that_can_be_verified_is_found_when_it_is_wrong(self, number: int, change: str) -> None:
        start = self.account(self.source)[2][number]
        before = self.source[start:].split(" ")[0]
        changes = {"one more": int(before) + 1, "one less": int(before) - 1, "a 0 too many": int(before) * 10}
        wrong = str(changes.get(change, before[::-1]))
        if wrong != before:
            changed = self.source[:start] + wrong + self.source[start + len(before) :]
            assert self.account(changed)[1] in (["prose.contradicted"], ["prose.identity"])


def test_the_made_up_year_is_consistent() -> None:
    assert FIGURES[FigureId("requests.received.total")] == 86
    assert FIGURES[FigureId("requests.total.total")] == 87


def test_a_run_of_digits_that_nobody_counts_so_far_is_no_figure() -> None:
    assert not list(numbers_in("编号" + "107" * 9000 + "件"))
    assert [found.value for found in numbers_in("新收" + "1" * 20 + "件")] == [int("1" * 20)]
