"""Attacks through HTML in an article, and the places where an article can have them."""

from __future__ import annotations

from collections.abc import Iterator

# What an attack executes or requests; each must stay without effect.
RUN = "top.attacked=1"
FAR = "far.example"

VECTORS = [
    f"<script>{RUN}</script>", f"<SCRIPT SRC=//{FAR}/x.js></SCRIPT>", f"<script\n>{RUN}</script\n>", f"<img src=x onerror={RUN}>",
    f'<img src="x" OnError="{RUN}" alt="`onerror={RUN} x=`">', f"<svg onload={RUN}>", f"<svg><script>{RUN}</script></svg>", f"<svg/onload={RUN}>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>", f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={RUN}&gt;'>",
    f"<math><annotation-xml encoding='text/html'><script>{RUN}</script></annotation-xml></math>", f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'></noscript>", f"<title><a title='</title><img src=x onerror={RUN}>'></title>",
    f"<textarea><img title='</textarea><img src=x onerror={RUN}>'></textarea>", f"<xmp><p title='</xmp><img src=x onerror={RUN}>'>", f"<plaintext><img src=x onerror={RUN}>",
    f"<style><a title='</style><img src=x onerror={RUN}>'></style>", f"<style>@import '//{FAR}/x.css';</style>", f"<template><img src=x onerror={RUN}></template>",
    f"<noembed><img title='</noembed><img src=x onerror={RUN}>'></noembed>", f"<noframes><p title='</noframes><img src=x onerror={RUN}>'>", f"<select><template><img src=x onerror={RUN}>",
    f"<iframe srcdoc='<script>{RUN}</script>'></iframe>", f"<iframe src='javascript:{RUN}'></iframe>", f"<iframe src='data:text/html,<script>{RUN}</script>'></iframe>",
    f"<object data='javascript:{RUN}'></object>", f"<object data='data:text/html,x'><param name=src value=//{FAR}></object>", f"<embed src='javascript:{RUN}'>", f"<embed src=//{FAR}/x.swf>",
    f"<a href='javascript:{RUN}'>x</a>", f"<a href='JaVaScRiPt&colon;{RUN}'>x</a>", f"<a href='java&#10;script:{RUN}'>x</a>", f"<a href='&#1;javascript:{RUN}'>x</a>", f"<a href=' &#x6A&#x61vascript:{RUN}'>x</a>",
    f"<a href='vbscript:{RUN}'>x</a>", "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>", f"<a href='jav\tascript:{RUN}'>x</a>", f"[x](javascript:{RUN})", f"[x](<java\tscript:{RUN}>)", f"[x](&#x6A;avascript:{RUN})",
    f"[x]: javascript:{RUN}", f"![x](javascript:{RUN})", f"<javascript:{RUN}>", f"![x](//{FAR}/a.png)", f"![x](https:/\\{FAR}/a.png)", f"![x](\\\\{FAR}/a.png)",
    f"<img src='https:{FAR}/a.png'>", f"<img src='\\\\{FAR}\\a.png'>", f"<img src='/&Tab;/{FAR}/a.png'>", f"<img src=' //{FAR}/a.png'>", f"<img src=a.png srcset='//{FAR}/b.png 2x'>", f"<img srcset='https:/\\{FAR}/b.png'>",
    f"<img src=a.png longdesc=//{FAR} lowsrc=//{FAR} dynsrc=//{FAR}>", f"<picture><source srcset='a.png, //{FAR}/b.png 2x'><img src=a.png></picture>", f"<video src=//{FAR}/v.mp4 autoplay onloadstart={RUN}></video>",
    f"<video poster='//{FAR}/p.png'><source src=x onerror={RUN}></video>", f"<audio src=//{FAR}/a.mp3 autoplay></audio>", f"<video><track src='//{FAR}/t.vtt' default onerror={RUN}><source src='a.mp4'></video>",
    f"<link rel=stylesheet href=//{FAR}/x.css>", f"<link rel=preload as=image href=//{FAR}/x.png>", f"<meta http-equiv=refresh content='0;url=//{FAR}'>", f"<base href=//{FAR}/>", f"<form action=//{FAR}><button>x</button></form>",
    f"<input type=image src=//{FAR}/x.png>", f"<input autofocus onfocus={RUN}>", f"<button formaction='javascript:{RUN}'>x</button>", f"<details open ontoggle={RUN}>x</details>", f"<body onload={RUN}>", f"<frameset onload={RUN}>",
    f"<marquee onstart={RUN}>x</marquee>", f"<div style='background:url(//{FAR}/x.png)'>x</div>", f"<p style='text-align:center;background:url(//{FAR}/x)'>x</p>", f"<table background=//{FAR}/x.png><tr><td background=//{FAR}/y.png>x</table>",
    "<div id=_main class=x>y</div><a name=_main id=location>x</a>", "<img name=cookie id=cookie src=a.png>", "<a id=top href='#'>x</a>", f"</article></main></body></html><script>{RUN}</script>", f"</p></div></li></ul></blockquote></section></td></tr></table><img src=x onerror={RUN}>",
    f"<!--><img src=x onerror={RUN}>-->", f"<!--!><img src=x onerror={RUN}>-->", f"<!-- --!><img src=x onerror={RUN}> -->", f"<!-x><img src=x onerror={RUN}>", f"<?x ><img src=x onerror={RUN}>?>", f"<![CDATA[><img src=x onerror={RUN}>]]>", f"<!DOCTYPE x><img src=x onerror={RUN}>",
    f"<b <img src=x onerror={RUN}>", f"<img src=x onerror={RUN}//", f"<img src='x' title='\"><img src=x onerror={RUN}>'>", f"<a title='<img src=x onerror={RUN}>'>x</a>", f"<p id='\"><img src=x onerror={RUN}>'>x</p>", f"<b class='x' class='y' onclick={RUN}>x</b>",
    f"<im<b>g src=x onerror={RUN}>", f"<scr<script>ipt>{RUN}</script>", f"<img\x0csrc=x\x0conerror={RUN}>", f"<img/src=x/onerror={RUN}>", f"<img src=x\x0bonerror={RUN}>", f"<img src=x　onerror={RUN}>", f"<i\u0130mg src=x onerror={RUN}>", f"<\u017fcript>{RUN}</\u017fcript>",
    f"<table><td><svg><desc><style><img src=x onerror={RUN}></style></desc></svg></table>", f"<table><b><tr><td>x</b></td></tr><img src=x onerror={RUN}></table>", f"<a><table><a href=x><img src=x onerror={RUN}></a></table></a>",
    f"<div \x00onclick={RUN}>x</div>", "<p title='\ufdd0\ufffe\uffff'>\ufdd0</p>", f"<x-y onclick={RUN} onmouseover={RUN}>z</x-y>", f"&lt;img src=x onerror={RUN}&gt;", f"`<img src=x onerror={RUN}>`", f"\\<img src=x onerror={RUN}>",
    f"<ruby><rt><style><img src=x onerror={RUN}></style></ruby>", f"<img src='x:x' onerror={RUN}>", f"<img src='blob:https://{FAR}/x'>", f"<q cite='javascript:{RUN}'>x</q>", f"<a href='//{FAR}' ping='//{FAR}/p' target=_top>x</a>",
    f"[[<img src=x onerror={RUN}>]]", f"[[a|<img src=x onerror={RUN}>]]", f"![[<img src=x onerror={RUN}>]]", f"https://a.example/<img src=x onerror={RUN}>", f"<https://a.example/\"onmouseover={RUN}>", f"[x](a.md '\"onmouseover={RUN} x=\"')", f"![\"onerror={RUN} x=\"](a.png)",
]  # fmt: skip

# {} is the whole vector; {0} and {1} are its halves.
PLACES = [
    "{}", "甲{}乙", "<div>{}</div>", "<div>\n\n{}\n\n</div>", "{0}\n\n{1}", "<p>{0}\n\n{1}</p>", "- {}", "- {0}\n- {1}", "> {}", "> {0}\n\n{1}", "## {}", "{}\n===", "**{}**", "*{0}*{1}",
    "[{}](a.md)", "[{0}](a.md){1}", "![{}](a.png)", "![a](a.png '{}')", "[a](a.md '{}')", "[a](<{}>)", "| {} |\n|--|\n| {} |", "| {0} | {1} |\n|--|--|\n| {0} | {1} |", "a[^1]\n\n[^1]: {}", "a[^1]\n\n[^1]: {0}\n\n    {1}",
    "甲\n: {}", "> [!NOTE]\n> {}", "<b title='{}'>x</b>", '<b title="{}">x</b>', "<a href='{}'>x</a>", "<img src='{}' alt=x>", "<details><summary>{}</summary>\n\n{}\n\n</details>", "<table><tr><td>{}</td></tr></table>", "<table>{}</table>", "<ul>{0}<li>{1}</ul>",
    "<pre>{}</pre>", "`{}`", "```html\n{}\n```", "```{}\nx\n```", "<!-- {}", "<!-- {0} --> {1}", "<textarea>{}", "<title>{}</title>", "<svg>{}</svg>", "<math><mtext>{}</mtext></math>", "<style>{}", "<b>{0}</i>{1}</b>", "[{}]: a.md\n\n[x][{}]",
    "<video>{}</video>", "<ruby>{}<rt>x</ruby>", "<font color='{}'>x</font>", "<iframe src='//far.example' title='{}'>{}</iframe>", "{#x} {}", "## x {{#{}}}",
]  # fmt: skip


def attacks() -> Iterator[str]:
    """Bodies: each vector in each place."""
    for vector in VECTORS:
        middle = len(vector) // 2
        for place in PLACES:
            filled = place.replace("{0}", vector[:middle]).replace("{1}", vector[middle:])
            yield filled.replace("{}", vector)
