"""What a page prints around any article: menus, share rows, counters, headings of lists, notices. Whole lines only.

Words alone prove nothing, since an article may have a line of the same words. So these forms set nothing aside: they
say which lines cannot be a title, and are the evidence when the lines around an article are offered to the editor.
"""

from __future__ import annotations

import re

from beilin.importing.classify.noise.commands import COMMANDS

MAX_FURNITURE = 160  # characters
MAX_NOTICE = 600
_I = re.IGNORECASE

_LANGUAGES = (
    r"(?:繁體中文|简体中文|簡體中文|繁体中文|正體中文|繁體|繁体|简体|簡體|中文|繁|简|簡|中|日本語|日本语|日文"
    r"|한국어|English|EN|ENG|ZH|TC|SC|Français|Deutsch|Español)"
)
_COUNT = r"[0-9][0-9,.]*\s*[kKmM萬万+]?"
COMMENTS = "a heading of comments"
EDITOR = "an editor's credit"
NOTICE = "a legal notice"
NO_LETTERS = "a line without letters"
FORMS = {
    "a breadcrumb": re.compile(
        r"(?:.{0,6}位置\s*[:：]\s*)?[^>»›→＞。]{1,20}(?:\s*(?:>+|»|›|→|＞)\s*[^>»›→＞。]{0,60}){2,7}"
        r"|(?:.{0,6}位置\s*[:：]\s*|(?=首頁|首页|主頁|主页|Home))[^>»›→＞。]{1,20}\s*(?:>+|»|›|→|＞"
        r"|/)\s*[^>»›→＞。]{0,60}",
        _I,
    ),
    "a choice of the size of letters": re.compile(
        r"字[號号體体](?:大小)?\s*[:：]?\s*[\[【(（]?\s*"
        r"(?:[\[【(（]?(?:大|中|小|特大|超大|標準|标准|T|\+|-)[\])）】]?\s*[|｜/]?\s*){0,5}[\])）】]?"
    ),
    "a language switch": re.compile(rf"{_LANGUAGES}(?:\s*[|｜/·•]?\s*{_LANGUAGES}){{1,7}}", _I),
    "a share row": re.compile(
        r"(?:分享(?:到|至|給|给|本文|此文)|轉發到|转发到|Share (?:this|on|to|via|with)\b|Tweet this|Follow "
        r"us)[^。.，,；;]{0,60}[:：]?"
        r"|(?:發布於|发布于|發佈於|发表于|發表於|收錄於|收录于)[^0-9\s。，,]{1,14}|@[A-Za-z0-9_.]{2,40}"
        r"|喜歡(?:這篇文章|我的作品)嗎[?？].{0,60}|(?:如果)?(?:喜歡|喜欢|覺得|觉得).{0,16}(?:分享|點贊|点赞|點讚"
        r"|收藏|在看).{0,20}",
        _I,
    ),
    "a counter": re.compile(
        rf"(?:閱讀|阅读|瀏覽|浏览|點閱|点阅|查看|點擊|点击|人氣|人气|評論|评论|留言|回應|回应|回覆|回复|收藏|點讚"
        rf"|点赞|點贊"
        rf"|赞同|讚|赞|分享|轉發|转发|在看|字數|字数|喜欢|喜歡|Views?|Reads?|Likes?|Comments?|Shares?|Replies)"
        rf"(?:量|數|数|次數|次数|人次|人數|人数)?\s*[:：(（|]?\s*{_COUNT}\s*(?:次|人|條|条|篇|字|個|个)?[)）]?(?:\s*["
        rf"|｜]?\s*(?:回覆|回复|收藏|赞|在看)[:：]?\s*{_COUNT})*"
        rf"|{_COUNT}\s*(?:次|人|條|条|個|个|則|则|篇)?\s*(?:閱讀|阅读|瀏覽|浏览|評論|评论|留言|回應|回应|回覆"
        rf"|回复|收藏|點讚|点赞|讚|赞|贊|分享|轉發|人赞同了该文章|人贊同了該文章|赞同了该文章|參與|参与|人參與"
        rf"|人参与|追蹤|views?|reads?|likes?|comments?|shares?|replies|responses?|followers"
        rf"|claps)(?:.{{0,3}}{_COUNT}人參?参?與?与?網?网?友?評?评?論?论?)?"
        rf"|(?:分享|收藏|赞|讚|在看|转发|評論|评论|阅读)\s*{_COUNT}?(?:\s+(?:分享|收藏|赞|讚|在看|转发|評論"
        rf"|评论)\s*{_COUNT}?){{1,5}}"
        rf"|{_COUNT}[條条]評?评?論?论?[|｜]{_COUNT}人(?:參與|参与)(?:網友|网友)?(?:評論|评论)?"
        r"|[0-9]{1,3}\s*(?:min(?:ute)?s?) read|(?:約|约)?(?:閱讀|阅读)(?:時間|时间)?(?:需|約"
        r"|约)?\s*[:：]?\s*(?:約|约)?\s*[0-9]{1,3}\s*(?:分鐘|分钟)",
        _I,
    ),
    "a heading of a list of links": re.compile(
        r"[【\[\-—#■●▍▎◆>\s]{0,4}(?:(?:相關|相关|更多|熱門|热门|精彩|最新|往期|推薦|推荐|延伸|猜你|你可能|您可能"
        r"|大家都在|最Hit|最熱|最热|本周|本週|編輯|编辑|今日|為你|为你|为您|近期|其他|同類|同类|热点|熱點|站內"
        r"|站内|精选|精選)"
        r"(?:文章|閱讀|阅读|新聞|新闻|報導|報道|报道|推薦|推荐|內容|内容|資訊|资讯|鏈接|链接|連結|也|會|会|還|还"
        r"|喜歡|喜欢|感興趣|感兴趣|看|搜|的|精選|精选|回顧|回顾|評論|评论|話題|话题|主題|主题|專題|专题|標籤|标签"
        r"|热点|排行|榜|視頻|视频|好文|關注|关注|精彩|熱門|热门|动态|動態|消息|新品|更多){0,6}"
        r"|喜歡此內容的人還喜歡|喜欢此内容的人还喜欢|看了又看|排行榜|熱榜|热榜|上一篇下一篇"
        r"|Related(?: (?:posts?|articles?|stories|reading|news|content|topics))?|More (?:from|on|in|by)\b.{0,40}"
        r"|You (?:may|might) (?:also )?(?:like|enjoy)|Recommended(?: (?:for you|from|reading|posts?)\b.{0,24})?"
        r"|Most (?:read|popular|viewed|shared)|Popular(?: posts?| now)?"
        r"|Read (?:next|also)|Up next|Trending(?: now)?|Latest(?: (?:news|posts?|stories))?|Recent(?: posts?| "
        r"comments?)|Keep reading|Editor[’']?s picks?|Don[’']t miss|See also)\s*[:：】\]\-—>»]{0,3}",
        _I,
    ),
    COMMENTS: re.compile(
        rf"[【\[]?(?:最新|最熱|最热|熱門|热门|精彩|精選|精选|全部|所有|網友|网友|用戶|用户|讀者|读者|文章|發表"
        rf"|发表|我要|查看|共有?)*\s*(?:{_COUNT}\s*[條条則则個个])?\s*(?:評論|评论|留言|跟帖|回應|回应|回覆|回复"
        rf"|討論|讨论)(?:區|区|列表|板)?\s*[(（]?\s*(?:{_COUNT}\s*[條条則则個个]?)?\s*[)）】\]>》:：]?\s*>?"
        rf"|(?:{_COUNT}|No|One|Two|Three|Show|View(?: all)?|Post|Add|Leave)?\s*(?:{_COUNT})?\s*(?:a "
        rf")?(?:Comments?|Responses?|Replies|Reply|Thoughts|Discussion)(?: \({_COUNT}\))?(?: (?:on|to) "
        rf"[“\"‘'].{{1,120}})?:?"
        r"|Your (?:e-?mail|email) address will not be published\..{0,60}|(?:您的|你的)?(?:電子郵件|电子邮件"
        r"|邮箱)(?:位址|地址)?(?:不會|不会|將不會|将不会|必須|必须).{0,40}|.{0,8}必填.{0,30}"
        r"|[^\s:：。，,]{1,20}\s*(?:說|说|說道|说道|says|wrote|commented)\s*[:：]|.{0,20}(?:舉報"
        r"|举报)?(?:查看對話|查看对话).{0,20}"
        r"|(?:登錄|登录|登入)\s*[|｜/]\s*(?:註冊|注册)|(?:登錄|登录|登入)(?:後|后|之后)?(?:才能|即可|可|發表|发表"
        r"|參與|参与).{0,12}|查看全部.{0,12}[>》]?",
        _I,
    ),
    "a copyright notice": re.compile(
        r"(?=.*(?:Copyright|\(c\)|©|All rights reserved|版權所有|版权所有|版權歸|版权归|著作權|著作权"
        r"|ICP[備备证證]|公網安備|公网安备|許可證|许可证|不得轉載|不得转载|轉載請|转载请|未經授權|未经授权"
        r"|未经许可|未經許可|Powered by))[^\n]{2,160}",
        _I,
    ),
    "tags": re.compile(
        r"(?:標籤|标签|關鍵[字詞]|关键[字词]|分類|分类|专栏|分类专栏|文章标签|文章分類|Tags?|Tagged(?: (?:with"
        r"|in))?|Filed under|Categories|Category|Topics?|Keywords?|收錄於|收录于|收录于合集|所屬專題"
        r"|话题)\s*[:：# ]\s*[^。！？]{1,100}"
        r"|[#＃][^\s#＃]{1,24}(?:[\s、,]*[#＃][^\s#＃]{1,24})*",
        _I,
    ),
    "an end mark": re.compile(
        r"[\s\-—─=*~·•◆■□●（(\[【<]*(?:END|The End|完|全文完|本文完|未完待續|未完待续"
        r"|FIN)[\s\-—─=*~·•◆■□●）)\]】>]*|[-—─=*~·•◆■□●_]{2,40}",
        _I,
    ),
    "a link to the previous or next article": re.compile(
        r"(?:[«‹←<]\s*)?(?:上一篇|下一篇|上一則|下一則|上一条|下一条|上篇|下篇|前一篇|後一篇|Previous(?: "
        r"(?:article|post|story))?|Next(?: (?:article|post|story))?|Newer|Older)(?:文章)?\s*[:：»›→>]\s*.{0,80}"
        r"|[«‹←]\s*.{1,80}|.{1,80}\s*[»›→]",
        _I,
    ),
    "a request to follow": re.compile(
        r"(?:點擊|点击|長按|长按|掃描|扫描|掃碼|扫码|識別|识别|歡迎|欢迎|請|请|關注|关注|訂閱|订阅|添加|加入|下載"
        r"|下载|打開|打开)[^。]{0,40}(?:關注|关注|藍字|蓝字|公眾號|公众号|二維碼|二维码|QR ?code|訂閱|订阅|微信"
        r"|粉絲團|粉丝|頻道|频道|APP|客戶端|客户端|群|點這裡|点击这里|合作)[^。]{0,24}"
        r"|點[“「]?在看.{0,20}|(?:Sign up|Subscribe|Join|Follow)\b[^.]{0,60}(?:newsletter|updates|channel|us"
        r"|inbox|list)[^.]{0,24}\.?",
        _I,
    ),
    "a forum's own line": re.compile(
        r"※ .{2,120}|(?:推|噓|嘘|→|->) ?\S{1,14}\s*[:：].{0,80}|本(?:帖|贴)最(?:後|后)由.{1,60}|(?:發表於"
        r"|发表于)\s*[0-9].{4,40}|(?:來自|来自)[:：]\s*[0-9.]{7,15}"
        r"|.{0,24}[›>]\s*看板.{0,40}|(?:頂|顶|踩|沙發|沙发|板凳|地板)\s*[0-9]{0,4}",
        _I,
    ),
    "a contact line": re.compile(
        r"(?:地址|電話|电话|傳真|传真|郵箱|邮箱|信箱|投稿|客服|熱線|热线|Tel|Phone|Fax|E-?mail|Address|聯繫方式"
        r"|联系方式|商務合作|商务合作|廣告合作|广告合作)\s*[:：]\s*\S.{0,80}",
        _I,
    ),
}
_NOTICE = re.compile(
    r"[（(【\[※*]?\s*(?:郑重声明|鄭重聲明|特别声明|特別聲明|免責聲明|免责声明|版權聲明|版权声明|風險提示|风险提示"
    r"|特别声明|聲明|声明|重要声明|本站声明|Disclaimer|Legal notice)\s*(?:[(（].{1,60}[)）])?\s*[】\]:：].{4,}"
    r"|(?:[该該此]文|文章|作者|以上)(?:观点|觀點).{4,}|CC BY.{0,40}"
    r"|(?:此|本)[條条]目(?:發表在|发表在|發表於|发表于).{4,}|This entry was posted (?:in|on)\b.{4,}"
    r"|Thanks for reading\b.{0,80}\bSubscribe\b.{0,120}"
    r"|(?=.{0,200}(?:版權|版权|著作權|著作权|轉載|转载|授權|授权|不代表|立場|立场|侵權|侵权|删除|刪除|責任"
    r"|责任))(?:本網站|本网站|本站|本報|本网|本網|本刊|本平台|本平臺|此內容為|此内容为|本內容|本内容|以上内容"
    r"|以上內容|未經|未经|凡本|凡註|凡注|《[^》]{1,20}》版權|《[^》]{1,20}》版权|本文(?:版權|版权|為|为|系|係|由"
    r"|僅|仅|轉載|转载|來自|来自|来源)|文章(?:版權|版权|內容|内容))[^\n]{4,}"
    r"|(?=.{0,200}(?:opinions?|views))(?:The (?:views|opinions)|Views|Opinions) expressed\b.{4,}|(?:We|This site"
    r"|This website) uses? cookies.{0,}"
)
_CREDIT = re.compile(
    r"[（(\[【]\s*(?:責任編輯|责任编辑|責編|责编|編輯|编辑|校對|校对|審核|审核|作者|記者|记者|來源|来源|文|圖|图"
    r"|完|編|编|原標題|原标题)\s*(?:[:：/／|｜]\s*[^。]{1,40})?\s*[)）\]】]"
)
_WORD = r"[^\s|｜/·•。，,；;：:！!？?]{1,8}"
_MENU = re.compile(
    rf"{_WORD}(?:\s*[|｜/·•]\s*{_WORD}){{2,14}}|[^\sA-Za-z|｜。，,；;：:！!？?]{{1,5}}(?:\s+[^\sA-Za-z"
    rf"|｜。，,；;：:！!？?]{{1,5}}){{3,19}}"
)


# The forms that show where an article has ended. A row of words or a command may stand in the article too.
CLOSING_FORMS = frozenset(FORMS) | {EDITOR, NOTICE, "a row of the page's commands", "a command of the page"}


_SIGNS_AROUND = re.compile(r"^[^\w+【\[]+|[^\w】\]….]+$")


def furniture_form(text: str) -> str:
    """The name of the form that the whole line has; "" if it has none."""
    if len(text) > MAX_FURNITURE:
        return ""
    plain = _SIGNS_AROUND.sub("", text).lower()
    if plain in COMMANDS:
        return "a command of the page"
    if not any(map(str.isalpha, text)):
        return NO_LETTERS if not any(map(str.isdigit, text)) or len(text) <= 8 else ""
    words = re.split(r"\s+|[|｜/·•]+", plain)
    if 1 < len(words) <= 20 and all(word in COMMANDS for word in words if word):
        return "a row of the page's commands"
    if _CREDIT.fullmatch(text):
        return EDITOR
    form = next((name for name, form in FORMS.items() if form.fullmatch(text)), "")
    return form or ("a row of menu entries" if _MENU.fullmatch(text) else "")


def is_notice(text: str) -> bool:
    """Whether the text is a legal notice in sentences."""
    return len(text) <= MAX_NOTICE and _NOTICE.fullmatch(text) is not None
