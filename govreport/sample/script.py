"""Traditional characters for the ones that sample reports use."""

from __future__ import annotations

PAIRS = (
    "万萬与與专專个個为為举舉习習乡鄉书書争爭于於云雲从從众眾会會传傳体體关關内內写寫况況决決减減别別办辦务務动動"
    "单單卫衛厅廳县縣参參发發号號后後员員围圍国國场場处處备備复復够夠审審实實对對将將尽盡属屬岗崗岚嵐岭嶺应應废廢"
    "录錄径徑归歸当當态態总總户戶执執护護报報择擇据據时時显顯机機权權条條来來构構枫楓栎櫟档檔检檢楼樓标標欢歡没沒"
    "济濟浏瀏湾灣滩灘点點烟煙热熱环環现現电電监監码碼确確称稱稳穩简簡类類纠糾纤纖纳納纸紙线線组組织織经經结結络絡"
    "统統继繼续續维維编編缴繳网網罚罰职職舆輿苇葦范範获獲萝蘿蓝藍补補规規视視览覽计計订訂认認训訓议議讯訊记記许許"
    "设設访訪证證识識诉訴试試话話询詢说說请請读讀谈談负負财財责責账賬购購费費转轉辑輯输輸过過运運还還这這进進采採"
    "错錯键鍵镇鎮门門问問间間闻聞阅閱阳陽隐隱页頁项項顷頃领領题題额額驳駁开開无無术術数數区區学學强強旧舊系係业業"
    "栾欒柽檉并並讼訟栏欄暂暫誉譽"
)
TABLE = str.maketrans(PAIRS[::2], PAIRS[1::2])


def traditional(text: str) -> str:
    """Return the text in traditional characters.

    Examples
    --------
    >>> traditional("政府信息公开年度报告")
    '政府信息公開年度報告'
    """
    return text.translate(TABLE)
