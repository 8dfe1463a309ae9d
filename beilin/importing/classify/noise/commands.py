"""Words that stand alone on a line where a page offers something: to log in, to share, to go elsewhere."""

from __future__ import annotations

_CHINESE = """
回上一頁 | 回上頁 | 贊賞 | 赞赏 | 贊賞支持 | 赞赏支持 | 打賞 | 打赏 | 查看更多 | 更多 | 熱門推播 | 我要檢舉 |
換一換 | 换一换 | 下一篇 | 上一篇 |
| 回首頁 | 首頁 | 目錄 | 目录 |
首頁 | 首页 | 主頁 | 主页 | 回首頁 | 回首页 | 網站首頁 | 网站首页 | 登錄 | 登录 | 登入 | 登出 | 註冊 | 注册 |
登录/注册 | 登入/註冊 | 會員登入 | 会员登录 | 會員中心 | 會員 | 会员 | 搜索 | 搜尋 | 搜寻 | 選單 | 菜单 | 導航 |
导航 | 快捷導航 | 快捷导航 | 訂閱 | 订阅 | 訂閱電子報 | 電子報 | 分享 | 分享到 | 分享至 | 收藏 | 收藏本文 |
收藏本站 | 打印 | 列印 | 打印本页 | 友善列印 | 關閉 | 关闭 | 关闭窗口 | 舉報 | 举报 | 關注 | 关注 | 关注他 |
关注她 | 關注他 | 關注她 | 已關注 | 已关注 | 回覆 | 回复 | 回應 | 回应 | 留言 | 評論 | 评论 | 發表評論 |
发表评论 | 我要評論 | 我要评论 | 點讚 | 点赞 | 讚 | 赞 | 按讚 | 喜歡 | 喜欢 | 在看 | 贊同 | 赞同 | 收起 | 展開 |
展开 | 展开全文 | 閱讀全文 | 阅读全文 | 閱讀原文 | 阅读原文 | 下載app | 下载app | 打开app | 下載 | 下载 |
複製連結 | 复制链接 | 复制网址 | [复制链接] | 一键收藏 | 扫一扫 | 掃一掃 | 微信 | 微博 | 新浪微博 | QQ空间 |
朋友圈 | 返回頂部 | 返回顶部 | 回到頂部 | 回頂部 | 返回列表 | 返回看板 | 返回首頁 | 返回首页 | 設為首頁 |
设为首页 | 加入收藏 | 聯絡我們 | 联系我们 | 關於我們 | 关于我们 | 關於 | 关于 | 隱私權政策 | 隱私政策 | 隐私政策 |
服務條款 | 服务条款 | 使用條款 | 版權聲明 | 版权声明 | 免責聲明 | 免责声明 | 網站地圖 | 网站地图 | 友情鏈接 |
友情链接 | 廣告 | 广告 | 贊助 | 赞助 | 贊助我們 | 文章 | 標籤 | 标签 | 分類 | 分类 | 歸檔 | 归档 | 存檔 | 資訊 |
资讯 | 新聞 | 新闻 | 視頻 | 视频 | 產品 | 产品 | 論壇 | 论坛 | 社區 | 社区 | 發現 | 发现 | 等你来答 | 写文章 |
切换模式 | 无障碍浏览 | 进入关怀版 | 聽新聞 | 听新闻 | 字號 | 字号 | 跳至主要內容 | 跳至主要内容 | 跳到主要內容 |
跳转至内容 | 跳至内容 | 上一頁 | 上一页 | 下一頁 | 下一页 | 只看樓主 | 只看楼主 | 只看该作者 | 楼主 | 沙發 |
沙发 | 使用道具 | 使用道具 举报 | 【我要纠错】 | 我要纠错 | 纠错 | loading…
"""
_LATIN = """
from wikipedia, the free encyclopedia | jump to navigation jump to search | jump to navigation | jump to search
read later | join | copied! | subscribe now | subscribe to our newsletter | pin |
read on | buy now | read full article |
continue reading the main story | follow on twitter | get our app! | start a wiki
quick links | forums | members | search forums | discussions | top | latest | no posts | related topics |
collection notice |
line | home | about | about us | archive | archives | contact | contact us | menu | search | posts | blog |
share | save | print | follow | following | listen | sign up | sign in | log in | login | register | subscribe |
comments | comment | reply | advertisement | advertisements | ad | ads | sponsored | open in app | get started |
write | facebook | twitter | x | linkedin | reddit | pinterest | whatsapp | telegram | email | e-mail |
copy link | tweet | pin it | pocket | loading... | skip to content | skip to main content | skip to navigation |
sections | newsletter | newsletters | newsroom | news | help | status | careers | privacy | terms |
privacy policy | terms of use | terms of service | terms and conditions | cookie policy | cookies | accept |
accept all | close | more | read more | load more | show more | like | likes | bookmark | report | next |
previous | back to top | top | previous post | next post | sitemap | rss | feed | edit | permalink |
uncategorized | uncategorised | leave a comment | leave a reply | post a comment | view all comments
"""
COMMANDS = frozenset(
    word.strip().lower() for text in (_CHINESE, _LATIN) for line in text.splitlines() for word in line.split("|")
) - {""}
