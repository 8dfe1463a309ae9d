"""Shortcodes become what WordPress showed; what is not known stays as it is written."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.importing.formats.wxr.shortcodes.call import Attachment, PostContext, read_attributes
from beilin.importing.formats.wxr.shortcodes.convert import convert_shortcodes

ATTACHMENTS = {"7": Attachment("https://a.example/7.jpg", "seven", "Cap"), "8": Attachment("https://a.example/8.mp3")}


def html_of(post: str) -> str:
    """The HTML, with runs of space reduced to one."""
    html, _ = convert_shortcodes(post, PostContext(ATTACHMENTS, ("7",)))
    return re.sub(r"\s+", " ", html).strip()


@pytest.mark.parametrize(
    ("post", "html"),
    [
        ('[caption id="a" width="3"]<img src="a.jpg" /> Text <b>x</b>[/caption]', '<figure><img src="a.jpg" /><figcaption>Text <b>x</b></figcaption></figure>'),
        ('[caption caption="Old &quot;way&quot;"]<a href="b"><img src="a.jpg"></a>[/caption]', '<figure><a href="b"><img src="a.jpg"></a><figcaption>Old "way"</figcaption></figure>'),
        ("[caption]no image[/caption]", "[caption]no image[/caption]"),
        ('[gallery ids="7"]', '<figure><img src="https://a.example/7.jpg" alt="seven"><figcaption>Cap</figcaption></figure>'),
        ("[gallery]", '<figure><img src="https://a.example/7.jpg" alt="seven"><figcaption>Cap</figcaption></figure>'),
        ('[gallery ids="7,99"]', '[gallery ids="7,99"]'),
        ('[playlist ids="8"]', '<a href="https://a.example/8.mp3">https://a.example/8.mp3</a>'),
        ("[code]a < b && c[/code]", "<pre><code>a &lt; b &amp;&amp; c</code></pre>"),
        ("[code language='php']&lt;?php $a = 1;[/code]", '<pre><code class="language-php">&lt;?php $a = 1;</code></pre>'),
        ("[python]x[1] = [2][/python]", '<pre><code class="language-python">x[1] = [2]</code></pre>'),
        ("[sourcecode lang='html']<p>&amp;</p>[/sourcecode]", '<pre><code class="language-html">&lt;p&gt;&amp;amp;&lt;/p&gt;</code></pre>'),
        ("[code]<br />\nif (a) {<br />\n&nbsp;&nbsp;b = &quot;c&quot;;<br />\n}<br />\n[/code]", '<pre><code>if (a) { b = "c"; }</code></pre>'),
        ("[code]<p>a</p>[/code]", "<pre><code>&lt;p&gt;a&lt;/p&gt;</code></pre>"),
        ("[code]&lt;p&gt;x&lt;/p&gt;<br />y[/code]", "<pre><code>&lt;p&gt;x&lt;/p&gt; y</code></pre>"),
        ("<pre>[sourcecode]x < y[/sourcecode]</pre>", "<pre><code>x &lt; y</code></pre>"),
        ("[c] and [r] are letters", "[c] and [r] are letters"),
        ("[embed width=3]https://a.example/v?x=1&amp;y=2[/embed]", '<a href="https://a.example/v?x=1&amp;y=2">https://a.example/v?x=1&amp;y=2</a>'),
        ("[youtube=http://www.youtube.com/watch?v=abc&w=640]", '<a href="http://www.youtube.com/watch?v=abc&amp;w=640">http://www.youtube.com/watch?v=abc&amp;w=640</a>'),
        ("[youtube]abc_-1[/youtube]", '<a href="https://www.youtube.com/watch?v=abc_-1">https://www.youtube.com/watch?v=abc_-1</a>'),
        ("[vimeo 123]", '<a href="https://vimeo.com/123">https://vimeo.com/123</a>'),
        ("[embed]javascript:alert(1)[/embed]", "[embed]javascript:alert(1)[/embed]"),
        ('[audio mp3="https://a.example/a.mp3"][/audio]', '<audio src="https://a.example/a.mp3"></audio>'),
        ("[audio http://a.example/a.mp3|titles=T]", '<audio src="http://a.example/a.mp3"></audio>'),
        ("[latex]x_1 &lt; 2[/latex]", '<script type="math/tex">x_1 < 2</script>'),
        ("$latex e=mc^2&bg=ffffff$", '<script type="math/tex">e=mc^2</script>'),
        ("[quote cite='Ann']words[/quote]", "<blockquote>words <cite>Ann</cite></blockquote>"),
        ('[toggle title="More"]text[/toggle]', "<details><summary>More</summary> text </details>"),
        ('[vc_row][vc_column width="1/2"]text[/vc_column][/vc_row]', "text"),
        ("[[gallery]] shows", "[gallery] shows"),
        ("[unknown a='b']x[/unknown]", "[unknown a='b']x[/unknown]"),
        ("<a title=\"[gallery]\">x</a> <!-- [gallery] --> <code>[gallery]</code>", '<a title="[gallery]">x</a> <!-- [gallery] --> <code>[gallery]</code>'),
        ("[one_half]a[/one_half] [dropcap]B[/dropcap]c", "a Bc"),
        ("[quote]never closed", "[quote]never closed"),
        ("[1] and [a, b] and [ gallery ]", "[1] and [a, b] and [ gallery ]"),
    ],
)  # fmt: skip
def test_a_shortcode_becomes_html(post: str, html: str) -> None:
    assert html_of(post) == html


def test_footnotes_are_listed_at_the_end() -> None:
    html = html_of("A[footnote]First [b][/footnote] and B[ref]Second[/ref].")
    assert html == (
        'A<sup><a id="fnref-1" href="#fn-1">1</a></sup> and B<sup><a id="fnref-2" href="#fn-2">2</a></sup>. '
        '<ol class="footnotes"><li id="fn-1">First [b] <a href="#fnref-1">↩</a></li>'
        '<li id="fn-2">Second <a href="#fnref-2">↩</a></li></ol>'
    )


@pytest.mark.parametrize(
    ("post", "evidence"),
    [
        ('[my_map id="3"] x [my_map id="4"]', "[my_map] is not known and stays as text (times: 2)"),
        ("[note]x[/note]", "[note] is not known and stays as text (times: 1)"),
        ("[vc_row]x[/vc_row]", "shortcodes that only placed text were left out: [vc_row] 1"),
    ],
)
def test_editors_are_told(post: str, evidence: str) -> None:
    _, findings = convert_shortcodes(post, PostContext({}))
    assert [finding.evidence for finding in findings] == [evidence]


@pytest.mark.parametrize("post", ["see [1] and [sic]", "[a link](x) [b]", "array[i] = b[j]"])
def test_brackets_in_text_are_not_reported(post: str) -> None:
    assert convert_shortcodes(post, PostContext({})) == (post, ())


@pytest.mark.parametrize(
    ("written", "attributes"),
    [
        (' a="1" b=\'2\' c=3', {"a": "1", "b": "2", "c": "3"}),
        (' ids=“1,2”', {"ids": "1,2"}),
        (' "x y" z', {"0": "x y", "1": "z"}),
        ("=http://a.example/?v=1&amp;b", {"0": "http://a.example/?v=1&b"}),
        (' a="1" a="2"', {"a": "1"}),
        (' src="https://a.example/" /', {"src": "https://a.example/"}),
    ],
)  # fmt: skip
def test_attributes(written: str, attributes: dict[str, str]) -> None:
    assert read_attributes(written) == attributes


PIECES = st.sampled_from(
    ["甲", "word ", "[code]", "[/code]", "[caption]", "[/caption]", "<img src='a'>", "[quote]", "[/quote]", "[x a=b]", "[[", "]]",
     "<pre>", "</pre>", "<!--", "-->", "[vc_row]", "[/vc_row]", "[footnote]", "[/footnote]", "\n\n", "[", "]", "<", ">", "$latex x$"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_word_outside_of_tags_vanishes(post: str) -> None:
    html, _ = convert_shortcodes(post, PostContext({}))
    for word in ("甲", "word"):
        assert html.count(word) >= post.count(word)


@pytest.mark.parametrize(
    "post",
    [
        "[code]" * 20_000, "[quote]" * 20_000, "[" * 80_000, "[a=" * 40_000, "<pre " * 40_000, "<!--" * 40_000,
        "[quote]" * 20_000 + "[/quote]" * 20_000, "[x " + '"' * 40_000 + "]", "[x " + "a" * 80_000 + "]",
        "<pre>[code]" * 12_000, "[[code]]" * 20_000, "$latex " * 20_000,
    ],
)  # fmt: skip
def test_hostile_posts_take_linear_time(post: str) -> None:
    started = time.process_time()
    convert_shortcodes(post, PostContext({}))
    assert time.process_time() - started < 2
