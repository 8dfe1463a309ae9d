"""Markdown and HTML composed at random from all constructs, with words and addresses that each occur once."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

# Places for inline content {i}, a line without brackets and bars {w}, an address {r}, and a remote address {h}.
INLINE = [
    "{w}", "{w}", "{w}", "**{i}**", "*{i}*", "~~{i}~~", "`{w}`", "[{i}]({r}.md)", "![{w}]({r}.png)", "[[{r}|{w}]]",
    "![{w}](https://{r}.example/x.png)", "[![{w}](https:/{r}.example/x.png)]({r}.md)", "<https://{r}.example/>",
    "https://{r}.example/a ", "[{w}]({r}.md '{w}')", "![{w}]({r}.png '{w}')", "{w}\\<b>", "&lt;{w}&gt;", "{w}  \n{w}", "{w}\n{w}",
    "<b>{i}</b>", "<b>{i}", "{i}</b>", "<i><b>{i}</i></b>", "*<u>{i}*</u>", "<kbd>{w}</kbd>", "<sub>{i}</sub>", "<mark>{i}</mark>",
    "<a href='{r}.md'>{i}</a>", "<a href=https:{r}.example>{w}</a>", "<a name={r}></a>", "<a id='{r}'>{w}</a>", "<a href='javascript:{r}'>{w}</a>",
    "<a href='{r}.md'>", "<img src={r}.png alt='{w}'>", "<img src='//{r}.example/x.png' alt='{w}' title='{w}'>",
    "<img src='http:{r}.example/x.png'/>", "<img src='data:image/png,{r}'>", "<img srcset='{r}.png 2x' src='{r}.png'>",
    "<video src='{r}.mp4'>{w}</video>", "<video src=https://{r}.example/v.mp4>{i}</video>", "<audio><source src='{r}.mp3'>{w}</audio>",
    "<video poster=//{r}.example/p.png><source src={r}.mp4><source src=//{r}.example/w.mp4><track src={r}.vtt label={w}></video>",
    "<picture><source srcset='{r}.webp, {r}.avif 2x'><img src={r}.png></picture>", "<iframe src='https://{r}.example/' title='{w}'>{w}</iframe>",
    "<object data={r}.pdf>{w}</object>", "<embed src={r}.swf>", "<iframe srcdoc='{w}'></iframe>",
    "List<{w}>", "<title>{i}", "<textarea>{w}</textarea>", "<plaintext>{i}", "<script>{w}</script>", "<script>{i}", "<svg><text>{w}</text></svg>",
    "<math>{w}", "<font color=red>{i}</font>", "<center>{w}</center>", "<span title='{w}' class=x>{i}</span>", "<b data-x='{w}'>{w}</b>",
    "<b onclick={w}>{w}</b>", "<div>{w}</div>", "<p>{w}", "</p></article>{w}", "<!-- {w}", "<?php {w}", "<?{w}?>", "<![CDATA[{w}]]>", "<!X {w}>",
    "<ruby>{w}<rt>{w}</ruby>", "<details><summary>{w}</summary>{w}</details>", "<ul><li>{w}<li>{w}</ul>", "<br>{w}", "<T {w}>", "<b {w}", "<b x='{w}>",
    "<q cite='{r}.md'>{w}</q>", "<input type=text value='{w}'>", "<span id='_{w}'>{w}</span>", "<button>{w}</button>", "</{w}>", "<select>{w}",
    "\\*{w}\\*", "\\[{w}\\]", "{w}&amp;{w}", "<{w}@a.example>", "<img alt='{w}'>", "<td>{w}</td>", "<h3>{w}</h3>",
]  # fmt: skip
# Also places for blocks {b}, and for a label {l}, which is not shown; {l=} is the same one again.
BLOCKS = [
    "{i}", "{i}", "{i}", "## {i}", "# {i}", "{i}\n===", "> {b}", "- {b}", "1. {i}\n2. {i}", "- {i}\n- {i}", "- [ ] {i}", "> [!NOTE]\n> {i}",
    "```py\n{w}\n```", "    {w}", "| {t} | {t} |\n|--|--|\n| {t} | {t} |", "| {t} |\n|:-:|\n| {t} | {w} |\n| {t} |", "{i}\n: {i}", "---",
    "[^{l}]: {b}\n\n{w}[^{l=}]", "{w}[^{l}]\n\n[^{l=}]: {i}\n\n[^{l=}]: {i}", "[{l}]: {r}.md\n[{l=}]: {r}.md\n\n[{l=}]", "![[{r}]]", "[{l}]: {r}.md",
    "<div>{w}</div>", "<div>\n\n{b}\n\n</div>", "<div>\n\n{b}", "{b}\n\n</div>", "<div class='x'>{w}\n<p>{w}</div>", "<details><summary>{w}</summary>\n\n{b}\n\n</details>",
    "<p align=center>\n\n{b}\n\n</p>", "<p>{w}\n<p>{w}", "<table><tr><td>{w}<td>{w}<tr><th>{w}</table>", "<table>{w}<tr><td>{w}</table>",
    "<table>\n\n{b}\n\n</table>", "<table><tr><td>\n\n{b}\n\n</td></tr></table>", "<table summary='{w}'><tr><b>{w}</b></tr></table>", "<ul><li>{w}<li>\n\n{b}\n\n</ul>",
    "<ul>\n\n{b}\n\n</ul>", "<dl><dt>{w}<dd>{w}</dl>", "<pre>{w}\n\n<T>{w}</pre>", "<pre>{w}", "<script>\n{w}\n\n{w}\n</script>{w}", "<style>{w}</style>", "<style>\n\n{b}",
    "<script src='{r}.js'></script>", "<!-- {w}\n\n{b}", "<?php {w}\n\n{b}", "<![CDATA[{w}\n\n{b}", "<title>{i}</title>", "<textarea>\n\n{b}\n\n</textarea>", "<svg>\n{w}\n</svg>",
    "<form>\n{w}\n</form>", "<select>\n\n{b}", "<custom-x>\n{w}\n</custom-x>", "<iframe src=//{r}.example/>", "<figure><img src=//{r}.example/><figcaption>{w}</figcaption></figure>",
    "<a href='{r}.md'>\n\n{b}\n\n</a>", "<b>\n\n{b}\n\n</b>", "<h2>{w}</h2>", "<h2>\n\n{b}\n\n</h2>", "<center>\n\n{b}\n\n</center>", "<span>\n{w}\n</span>", "<font>\n{w}\n</font>",
    "</td></tr></table></li></ul>{w}", "<p>{w}<div>{w}</div></p>", "<div\n  title='{w}'\n  data-y='{w}'>{w}</div>", "<video controls>\n<source src={r}.mp4>\n{w}\n</video>",
    "<td>{w}</td>", "<li>{w}", "<div/>{w}", "<hr>{w}", "<section><h3>{w}</h3>\n\n{b}\n\n</section>", "<div><!-- x -->{w}<T>{w}</div>", "<div><!-- {w}\n</div>", "{i}\n<!-- {w}\n{i}",
    "<ruby>{w}<rt>{w}<rp>{w}</ruby>", "<caption>{w}</caption>", "<blockquote cite='{r}.md'>{w}</blockquote>", "<noscript>{w}</noscript>", "<template>{w}</template>",
]  # fmt: skip
# In a table's cell there are no bars and no line breaks.
CELLS = [form for form in INLINE if "\n" not in form and "|" not in form]


@dataclass(slots=True)
class Composition:
    """A body, with the lines of its words and addresses and of the blocks that these are in; lines are from 1."""

    text: str = ""
    words: list[str] = field(default_factory=list)  # words and addresses, each of which is in no other


@st.composite
def compositions(draw: st.DrawFn, max_blocks: int = 4) -> Composition:
    """Bodies of up to so many blocks at the top level."""
    made = Composition()
    labels = count()

    def word(prefix: str) -> str:
        made.words.append(f"{prefix}{len(made.words)}z")
        return made.words[-1]

    def fill(form: str, depth: int) -> str:
        result, label = "", ""
        while form:
            before, brace, form = form.partition("{")
            result += before
            if not brace:
                break
            place, _, form = form.partition("}")
            if place == "w":
                result += word("詞w")
            elif place == "r":
                result += word("r")
            elif place in ("l", "l="):
                label = f"label{next(labels)}" if place == "l" else label
                result += label
            elif place in ("i", "t"):
                forms = (CELLS if place == "t" else INLINE) if depth < 4 else ["{w}"]
                number = draw(st.integers(1, 3 if depth < 2 else 1))
                pieces = [fill(draw(st.sampled_from(forms)), depth + 1) for _ in range(number)]
                result += draw(st.sampled_from(["", " ", "，"])).join(pieces)
            else:
                indent = (
                    "" if not result.rpartition("\n")[2].strip() else {">": "> ", "-": "  "}.get(result[-2:-1], "    ")
                )
                inner = blocks(2, depth + 1) if depth < 3 else word("詞w")
                result += inner.replace("\n", f"\n{indent}")
        return result

    def blocks(most: int, depth: int) -> str:
        forms = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=most))
        return draw(st.sampled_from(["\n\n", "\n\n", "\n"])).join([fill(form, depth) for form in forms])

    made.text = blocks(max_blocks, 0) + "\n"
    return made
