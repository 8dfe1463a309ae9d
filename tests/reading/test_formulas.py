"""TeX becomes MathML that is safe in a page, or is shown as written with a warning; money stays money."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.model import Body
from beilin.problems.problem import Problem
from beilin.reading.article import read_article
from beilin.reading.markdown import render_markdown
from beilin.reading.math.convert import MAX_MATHML
from beilin.reading.math.expansion import MAX_DEPTH, MAX_TEX
from beilin.reading.settings import ReaderSettings
from beilin.reading.text_blocks import text_of
from tests.reading.test_markdown import _calls

CORE = """math semantics annotation mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover
mmultiscripts mprescripts mtable mtr mtd mphantom mpadded mstyle"""
ATTRIBUTES = """display encoding class mathvariant form lspace rspace stretchy symmetric maxsize minsize largeop width height
depth voffset movablelimits linethickness accent accentunder columnspan rowspan displaystyle scriptlevel mathcolor mathsize"""
OTHERS = "p div span code pre em strong br ul ol li hr blockquote h1 h2"
CLASS = re.compile(r"(?:math-[a-z-]+ ?)+\Z")


def render(text: str) -> tuple[Body, list[Problem]]:
    rendered, problems = render_markdown(text, file="a.md")
    return rendered.body, problems


def shown(text: str) -> str:
    """The text of the page."""
    return "\n".join(block.text for block in text_of(render(text)[0]))


def assert_safe(html: str) -> None:
    """The formulas in the HTML are well-formed, and nothing in them is not MathML Core."""
    formulas = re.findall(r"<math[ >].*?</math>", html, re.DOTALL)
    assert len(formulas) == html.count("<math")
    for formula in formulas:
        for element in fromstring(formula).iter():
            assert element.tag in CORE.split(), formula
            assert set(element.keys()) <= set(ATTRIBUTES.split()), formula
            assert CLASS.match(element.get("class", "math-x")), formula
            assert all(re.match(r"[\w.%#+ /-]*\Z", value) for value in element.attrib.values()), formula

    class Elements(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in CORE.split() + OTHERS.split()
            assert not any(name.startswith("on") or name in ("style", "href", "src") for name, _ in attrs)

    Elements().feed(html)


@pytest.mark.parametrize(
    "text",
    [
        "$12", "US$5", "$5 和 $6", "花費$100，又$200", "$HOME", "NT$300–NT$500", "$(cmd)", "價格為$5，折合NT$160。", "從US$5到HK$是",
        "$100萬美元，$是美元符號", "$HOME/bin:$PATH", "把$name和$value相加", "${a}${b}", "$(a)$(b)", "raised $5 million-$10 million",
        "$5 and US$ is", "A$5 to NZ$6", "$AAPL、$TSLA", "$AAPL與$TSLA", "$AAPL $TSLA", "$AAPL,$TSLA", "用$包住，用$$表示", "把$和$之間的文字",
        "以$計價（$）", "賺$$，花$$", "$$$ 很貴 $$$", "$-denominated bonds and US$-denominated", "每股$12，市值$是", "$1=NT$30", "the $ and the $ sign",
        "設定$HOME，用$。", "甲$乙$丙", "花了$1,000（約NT$32,000）", "$1.5B→$2B", "從$5漲到$6，再到$7。", "約$20/月，Plus是$200/月", "每月$20或$200", "$GPT和$是",
        "一個$5的a與一個$6的b", "MSFT($)、AAPL($)", "$var1$var2", "變數$a，$是前綴", "$i++與$j--", "$a->b()和$c->d()", "$@、$<、$^", "($TSLA) and ($AAPL)",
        "$('#id')和$(this)", "^a$|^b$", "$5*2=$10", "$env:PATH;$env:HOME", "2$ 3$", "$0.002/1K tokens，$0.03", "$ x$", "$x $", "$x$5", "$", "$$", "$x", "x$", "$\n\n$", "甲$5。\n乙$6。",
    ],
)  # fmt: skip
def test_money_and_variables_stay_as_they_are(text: str) -> None:
    body, problems = render(f"甲{text}。\n\n- {text}乙\n\n> 丙{text}丁\n\n## {text}")
    assert "<math" not in body.html
    assert "unreadable-formula" not in [problem.code for problem in problems]
    assert shown(f"文{text}。").replace("\n", "") == f"文{text}。".replace("\n\n", "").replace("\n", "")


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("損失$x$下降", ["x"]), ("（$x$）、「$y$」", ["x", "y"]), ("$i$th", ["i"]), ("3$\\times$3", ["\\times"]), ("10$^{-3}$s", ["^{-3}"]),
        ("$準確率=\\frac{正確}{全部}$", ["準確率=\\frac{正確}{全部}"]), ("$f（x）＝y$", ["f（x）＝y"]), ("$（x，y）$是", ["（x，y）"]), ("$2ab+c$", ["2ab+c"]), ("花$5買$x$", ["x"]),
        ("$x$+$y$", ["x", "y"]), ("$a$與$b$。", ["a", "b"]), ("$\\mathbb{E}[X](t)$", ["\\mathbb{E}[X](t)"]), ("$AI$", ["AI"]), ("$p<0.05$", ["p<0.05"]),
        ("$O(n)$(平均)", ["O(n)"]), ("$x'$s", ["x'"]), ("$α$", ["α"]), ("$a\\$b$", ["a\\$b"]), ("$a\nb$", ["a\nb"]), ("$$ x $$ 與", [" x "]),
    ],
)  # fmt: skip
def test_formulas_are_found_without_spaces_around_them(text: str, tex: list[str]) -> None:
    html = render(text)[0].html
    found = [
        element.text
        for math in re.findall(r"<math.*?</math>", html, re.DOTALL)
        for element in fromstring(math).iter("annotation")
    ]
    assert found == tex


VECTORS = [
    "<script>alert(1)</script>", "</math><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]><script>alert(1)</script>", "<!--", "-->",
    "&lt;script&gt;", "&#60;script&#62;", "</annotation></semantics></math><img src=x onerror=alert(1)>", '" onload="alert(1)', "' onload='alert(1)",
    "<svg onload=alert(1)>", "<style>*{display:none}</style>", "<a href=javascript:alert(1)>x</a>", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;", "<?x?>",
    "<annotation-xml encoding='text/html'><p>", "<mglyph src=x>", "<maction actiontype='statusline'>", "\u202ex", "\ufdd20\ufdd2", "\ufdd1",
]  # fmt: skip
# With a vector in place of each @.
COMMANDS = [
    "@", "\\text{@}", "\\mathrm{@}", "\\operatorname{@}", "\\href{javascript:alert(1)}{@}", "\\href{@}{x}", "\\url{@}", "\\style{@}{x}",
    "\\class{@}{x}", "\\cssId{@}{x}", "\\htmlId{@}{x}", "\\htmlClass{@}{x}", "\\htmlStyle{@}{x}", "\\htmlData{@}{x}", "\\unicode{@}", "\\char{@}",
    "\\require{@}", "\\color{@}x", "\\textcolor{@}{x}", "\\tag{@}", "\\begin{@}x\\end{@}", "\\begin{array}{@}x\\end{array}", "\\hspace{@}", "\\label{@}",
    "\\begin{align}x\\label{@}\\end{align}\\eqref{@}", "\\includegraphics{@}", "\\newcommand{\\x}{@}\\x", "\\begin{equation}x\\tag{@}\\end{equation}", "\\left@x\\right.",
    "\\textbf{@}", "\\texttt{@}", "\\enclose{@}{x}", "\\raisebox{@}{x}", "\\mathop{@}", "\\xrightarrow{@}", "\\verb|@|",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_attacks_in_formulas_are_text(command: str) -> None:
    for vector in VECTORS:
        tex = command.replace("@", vector)
        for text in (f"甲$x+{tex}$乙", f"$$\n{tex}\n$$", f"\\({tex}\\)", f"| $a_{tex}$ |\n|--|\n"):
            body, _ = render(text)
            formulas = "".join(re.findall(r"<math[ >].*?</math>|<code.*?</code>", body.html, re.DOTALL))
            assert_safe(formulas)


@pytest.mark.parametrize(
    "tex",
    [
        r"\def\x{\x\x}\x",
        r"\def\x#1{\x{#1#1}}\x{abcdefgh}",
        r"\def\x#1{#1#1}" + r"\x{" * 40 + "y" + "}" * 40,
        r"\def\x#1{\y{#1}}\def\y#1{\x{#1}}\x{" + "z" * 3000 + "}",
        r"\def\x{" + "y" * 3900 + r"}\x\x\x",
        r"\newcommand{\x}[9]{#1#9}\x",
        r"\let\x\y",
        r"\gdef\x#1{\x{#1#1}}\x{a}",
        "{" * (MAX_DEPTH + 1) + "x" + "}" * (MAX_DEPTH + 1),
        r"\sqrt" * 790 + "x",
        r"\left(" * 600,
        r"\frac{" * 60 + "x" + "}{y}" * 60,
        "x" * (MAX_TEX + 1),
        r"\begin{aligned}" + "&" * 3900 + r"\end{aligned}",
        "95%",
        r"\unknown{x}",
        "x^2^3",
    ],
)
def test_a_formula_that_cannot_be_read_is_shown_as_written(tex: str) -> None:
    body, problems = render(f"甲 ${tex}$ 乙\n")
    assert [problem.code for problem in problems] == ["unreadable-formula"]
    assert (problems[0].line, problems[0].column) == (1, 3)
    assert "<math" not in body.html
    assert shown(f"甲 ${tex}$ 乙\n") == f"甲 ${tex}$ 乙"


def test_macros_add_up_over_an_article() -> None:
    text = "$\\def\\x#1{" + "y" * 3000 + "}$ " + "$\\x{a}$ " * 200
    body, problems = render(text)
    assert any("the macros of this article" in problem.message for problem in problems)
    assert len(body.html) < 200 * MAX_MATHML


PIECES = (
    r"\frac{ \sqrt{ \sqrt[3]{ \text{ \begin{aligned} \end{aligned} \begin{cases} \end{cases} \left( \right) \left. \right| _ ^ { } & \\ \alpha \sum \int_ x "
    r"1 否 + = < > \{ \} \hat \overline{ \mathbb{ \mathcal L \operatorname{ \newcommand{\a}[1]{ \def\b#1{ #1 \a \b \color{red} \boxed{ \cancel{ \tag{ \label{ "
    r"\substack{ \not \bigl( \limits ' ~ \, \! \quad \middle| \begin{pmatrix} \end{pmatrix} \xrightarrow[ ] { % \% # \over \binom \mathrm{ \phantom{ \raisebox{1em}{"
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES.split(" ")) | st.sampled_from([" ", "\n"]), min_size=1, max_size=25).map("".join)
)
def test_any_tex_is_mathml_or_as_written(tex: str) -> None:
    tex = re.sub(r"\n\s*", "\n", tex).strip()  # a blank line would end the formula
    body, problems = render(f"甲\n\n$$\nx {tex}\n$$\n\n乙\n")
    assert_safe(body.html)
    if problems:
        assert [problem.code for problem in problems] == ["unreadable-formula"]
        assert problems[0].line == 3
    assert ("<code" in body.html) == bool(problems)
    assert re.sub(r"\s", "", tex) in re.sub(r"\s", "", shown(f"甲\n\n$$\nx {tex}\n$$\n\n乙\n"))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(st.sampled_from("$ab\\{}() []^_1甲，。|`*<&\n"), max_size=40))
def test_any_text_with_dollars_keeps_its_words(text: str) -> None:
    body, _ = render(f"前{text}後")
    assert_safe("".join(re.findall(r"<math[ >].*?</math>", body.html, re.DOTALL)))
    words = re.findall(r"[ab1甲]", text)
    assert re.findall(r"[ab1甲]", shown(f"前{text}後")) == words or "<" in text or "]" in text


def test_problems_name_line_and_column() -> None:
    text = "一$\\foo$二$\\foo$\n三 $\\bar x$\n\n| $\\foo$ |\n|--|\n| 四$\\fo$ |\n\n> - 五$\\foo$\n"
    rendered, problems = render_markdown(text, file="a.md", first_line=5)
    assert [(problem.line, problem.column) for problem in problems] == [(5, 2), (5, 9), (8, 3), (10, 4), (12, 6)]
    assert rendered.body.html.count("<math") == 1


@pytest.mark.parametrize("text", ["$$\na\n\nb\n$$", "甲\n$$\na\n\n乙", "- 甲\n\n  $$\n  a\n\n乙", "\\[\na\n\n乙"])
def test_a_formula_without_an_end_is_reported(text: str) -> None:
    body, problems = render(text)
    assert "<math" not in body.html
    assert {problem.code for problem in problems} == {"unclosed-formula"}


def test_text_and_summary_have_the_tex_once() -> None:
    source = "---\ntitle: 題\n---\n損失 $L(N)\n= x$ 下降。\n\n$$\ny_1\n$$\n"
    article, problems = read_article("content/articles/a.md", source.encode(), ReaderSettings("zh-Hant", "UTC"))
    assert article
    assert not problems
    assert [(block.kind, block.text) for block in article.text] == [
        ("paragraph", "損失 L(N)\n= x 下降。"),
        ("paragraph", "y_1"),
    ]
    assert article.summary.summary == "損失 L(N) = x 下降。"


def test_formulas_survive_beside_raw_html() -> None:
    body, _ = render("<b>粗</b> $x$ \ufdd20\ufdd2 <div>\n\n$$\ny\n$$\n\n</div>")
    assert body.html.count("<math") >= 2


@pytest.mark.parametrize(
    "text",
    ["$", "$x", "${", "${$}", "$a$ ", "\\(", "\\(a\\)", "$$\n", "\\[\n", "$$ a\n", "$甲，", "| $a|b$ |\n", "$`", "$5，", "- $$\n", "x $$\n", "![$x$](a) ", "$\\foo$ "],
)  # fmt: skip
def test_hostile_text_takes_linear_steps(text: str) -> None:
    half, whole = (_calls(lambda n=n: render_markdown(text * (n // len(text)), file="x.md")) for n in (4000, 8000))
    assert whole < 2.3 * half + 2000
