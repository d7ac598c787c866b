"""The same forms as text: full-width, traditional, one row a line."""

from __future__ import annotations

from tests.golden.report import Report

_WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789.,+-()"}
_PAIRS = (
    "报報编編为為数數据據统統计計间間总總况況动動开開条條项項内內废廢现現执執发發政政规規处處决決许許罚罰强強业業单單万萬"
    "关關时時结結与與无無补補满滿机機构構会會务務其其应應给給维維纠糾审審讼訟诉訴经經复復议議举舉报報类類复復须須"
    "办辦继繼续續转轉查查询詢于於属屬国國机機密密律律法法危危三三护護权權益益掌掌没沒有有另另作作后後容容仍仍明明确確"
    "访訪投投重重版版量量认認获獲缴繳纳納费費准準书書请請逾逾不不张張临臨东東乐樂县縣乡鄉镇鎮农農信信年年题題"
    "进進设設门門运運行行实實建建产產质質团團体體级級队隊专專际際级級网網职職责責环環样樣当當额額过過组組稳穩断斷这這区區问問对對减減范範"
)
_TRADITIONAL = {ord(simple): full for simple, full in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}


def wide(text: str) -> str:
    """Return text with full-width digits and marks."""
    return text.translate(_WIDE)


def traditional(text: str) -> str:
    """Return text in traditional script."""
    made = text.replace("制作", "製作").replace("制发", "製發").replace("采购", "採購")
    return made.translate(_TRADITIONAL)


def lines(report: Report) -> str:
    """Return the report as lines, the cells of a row parted by tabs; a merged cell stands once."""
    parts = report.opening()
    for heading, content in report.sections():
        parts.append(heading)
        if isinstance(content, list):
            parts += ["\t".join(cell.text for cell in row) for row in content]
        else:
            parts.append(content)
    return "\n".join(parts) + "\n"
