"""Random Markdown as editors write it."""

from __future__ import annotations

from random import Random

_WORDS = [
    "開源",
    "模型",
    "授權",
    "LLaMA",
    "成本",
    "，",
    "。",
    "「權重」",
    "GPU ",
    "2023年",
    "的",
    "《論》",
    "!",
    "…",
    "“引”",
    "a > b",
    '"q"',
]
_MARKED = [
    "**重點**", "**「開源」**的", "*著重*", "`code_x`", "[文](a.md)", "[文](a.md#節)", "[站](https://a.example/b?c=d&lang=zh)",
    "[大](HTTP://A.example)", "![圖](x.png)", "https://a.example/x，", "[[wiki]]", "~~刪~~", "_x_", "a_b", "&amp;", "[^1]", "\\*", "***雙***", "**a**b**", "*a **b** c*", "[x][y]", "<b>粗</b>", "`` a`b ``", "**`c`**", "[`c`](d.md)", "[a](<b c>)", "[a](b \"t\")", "[a](b(c))", "$x_1$", "花$5，又$6", "\\(a_b\\)", "$$y$$",
]  # fmt: skip
_BLOCKS = [
    "{}", "{}", "{}", "{}", "## {}", "### {}", "- {}\n- {}\n- {}", "1. {}\n2. {}", "3. {}\n4. {}", "> {}", "> {}\n> {}", "{}\n{}",
    "- {}\n\n- {}", "- {}\n  {}", "- {}\n\n  {}", "```py\n{}\n```", "| a | b |\n|---|---|\n| {} | {} |", "{}\n: {}", "---", "{}\n===", "    {}",
    "[^1]: {}", "[y]: z.md", "> [!NOTE]\n> {}", "- [ ] {}\n- [x] {}", "# {} #", "<div>\n{}\n</div>", "* {}\n+ {}", "1) {}\n2) {}", "{}  \n{}", "$$\n{}\n$$",
]  # fmt: skip


def prose(chance: Random) -> str:
    """An article's body of up to a dozen blocks."""
    return chance.choice(["\n\n", "\n\n", "\n\n\n", "\n \n", "\n"]).join(
        chance.choice(_BLOCKS).format(*(_line(chance) for _ in range(3))) for _ in range(chance.randint(1, 12))
    ) + chance.choice(["", "\n", "\n\n", "  "])


def _line(chance: Random) -> str:
    words = [chance.choice(_WORDS) for _ in range(chance.randint(1, 8))]
    if chance.random() < 0.4:
        words.insert(chance.randrange(len(words) + 1), chance.choice(_MARKED))
    return "".join(words).strip()
