"""What else the words around a number say: another year, a change, a part, another scope, an aim."""

from __future__ import annotations

import re
from enum import Enum


class Circumstance(Enum):
    """How a number stands to the figures that its words name."""

    PLAIN = "this year's, of the whole report"
    LAST_YEAR = "last year's"
    CHANGE = "more or less than last year"
    DOUBTFUL = "perhaps of another period, scope or part: it may agree, but it cannot contradict"


_CARRIED = "结转|转入|转至|遗留|承接|接转|剩余|未办|未结|跨年|留存"
_CHANGE = re.compile(
    r"(?:新增|净增|增加|增长|增多|增幅|减少|下降|降低|上升|降幅|升幅)(?![到至为])[^，到至]{0,14}#"
    r"|(?:同比|环比)[^，到至]{0,8}#|[多少增减升降](?:了|出)?#"
)
_COMPARED = re.compile(
    r"(?:同比|环比|[较比与同由从](?=上年|同期|他年))?(?:上年|同期|他年)*(?:相比)?"
    r"(?:(?:新增|净增|增加|增长|增多|减少|下降|降低|上升)了?(?![到至为])(?=[^，]{0,14}#)|[多少增减]了?(?=#)|的?(?=#))"
)
_PAST = re.compile(r"上年|同期|他年")
_FROM = re.compile(r"[由从][^，]*#[^，]*(?:增|减|升|降|提高)")
_PERIOD = re.compile(
    rf"([较比与同跟由从]|相比|承接|结转|转入|至|到)?(上年|本年|下年|他年)(?!相比|同期|度?(?:{_CARRIED}))"
)
_PART_YEAR = re.compile(
    r"上半年|下半年|季度|(?<!\d)(?:[1-9]|1[01])月(?!1日)|月份|近[两二三四五六七八九十\d]+年|(?<!本年)以来|[年月日]均|平均"
)
_WHOLE_YEAR = re.compile(r"全年|本年")
_AIM = re.compile(r"(?:不少于|不低于|不超过|不高于|至少|最多|力争|每[年月季周日件人半个次])[^，]{0,6}#")
_EACH = re.compile(r"(?:各|分别)(?:为|有|是|发生)?#|均(?:为|是|有)?#")
_RESTRICTING = re.compile(
    r"通过|经由|网[络上站民]|线[上下]|在线|平台|信函|邮[寄件箱]|传真|当面|当场|现场|窗口|大厅|来访|电话|涉及|关于|针对|属于|为由|因|延期|逾期|"
    r"超期|按[期时]|当[日天]|提前|重复|同一|委托|代理|转办|转交|移送|协助|首次|牵头|代为|名义|督促|指导|减免|免征|拟|领域|行业|类$|类的?(?=新收|收到|受理)"
)
_TOPIC = re.compile(
    r"(?:涉及|关于|针对|因)?(?:政府信息|信息|政务|依申请)公开类?|(?:因|以|属于|涉及|危及|保护|其他|三类|四类|行政|“)+$"
)
_OWN = re.compile(r"本机关|本单位|行政机关")
_OWN_OFFICE = re.compile(r"我局|本局|局机关|我办|我镇|我街道|我单位")
_SMALLER = re.compile(
    r"本级|政府办|办公室|[局委](?=[^员结理件]|$)|街道|[乡镇](?!$)|各?部门|单位|大队|中心|[局所下直]属|机关"
)
_WHOLE = re.compile(r"各级|全[区县市旗镇乡]|(?:机关|政府)?及其?(?:各|所属|直属|下属|工作)+(?:单位|部门|机构)?")
_LARGER = re.compile(r"全([省市区县旗州盟])")


def circumstance(said: str, clause: str, rest: str, organ: str) -> Circumstance:
    """How a number stands to what it is called.

    `said` is its sentence before it; `clause` has `#` in its place; `rest` are the words before those that name it.
    """
    before = clause[: clause.index("#") + 1]
    carried = re.search(_CARRIED, clause)
    if _CHANGE.search(before):
        return Circumstance.CHANGE
    if not carried and (_PAST.search(before) or _FROM.search(clause)):
        return Circumstance.LAST_YEAR
    period = "" if carried else _period(said)
    if period == "上年":
        return Circumstance.LAST_YEAR
    if period in ("下年", "他年") or _is_doubtful(before, said, rest) or _other_scope(before, said, organ):
        return Circumstance.DOUBTFUL
    return Circumstance.PLAIN


def without_comparison(clause: str) -> str:
    """The clause less 较上年增加 and the like, so that what is compared can be named."""
    return _COMPARED.sub("", clause)


def _period(said: str) -> str:
    """The year that the sentence last spoke of, other than to compare with it."""
    period = ""
    for match in _PERIOD.finditer(said):
        if not match[1]:
            period = match[2]
    return period


def _is_doubtful(before: str, said: str, rest: str) -> bool:
    whole = list(_WHOLE_YEAR.finditer(said))
    since = said[whole[-1].end() :] if whole else said
    return bool(
        _PART_YEAR.search(since)
        or _AIM.search(before)
        or _EACH.search(before)
        or _RESTRICTING.search(_TOPIC.sub("", rest))
    )


def _other_scope(before: str, said: str, organ: str) -> bool:
    """Whether the number may be of a smaller or larger area, or another organ, than the report."""
    statement = said.rpartition("；")[2]
    own_area = re.search(r"([省市区县旗州盟镇乡])(?:人民政府|政府|管委会|管理委员会)$", organ)
    larger = _LARGER.search(statement)
    if larger and (own_area is None or larger[1] != own_area[1]):
        return True
    if "本级" in statement:
        return True
    words = _OWN.sub("", before if own_area else _OWN_OFFICE.sub("", before))
    words = words.replace(organ, "") if organ else words
    if _WHOLE.search(before):
        return False
    smaller = _SMALLER.findall(words)
    return any(own_area is not None or word not in organ for word in smaller)
