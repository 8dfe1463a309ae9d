"""The crawlers that robots.txt disallows with `noai: true`, by their names there (RFC 9309, section 2.2.1).

These collect texts to train models, by what their operators say, or sell or give them to those who do. Crawlers that
fetch a page for somebody who asks about it, and those of search engines, are not among them.

As of 2026-11-28. Taken from https://github.com/ai-robots-txt/ai.robots.txt (commit 738c80df, 2026-08-22). The large
operators document theirs:

- https://platform.openai.com/docs/bots
- https://support.claude.com/en/articles/8896518
- https://developers.google.com/crawling/docs/crawlers-fetchers/google-common-crawlers
- https://support.apple.com/en-us/119829
- https://developers.facebook.com/docs/sharing/webmasters/web-crawlers/
- https://developer.amazon.com/amazonbot
- https://commoncrawl.org/ccbot
"""

from __future__ import annotations

AI_CRAWLERS = (
    "AI2Bot",
    "Ai2Bot-Dolma",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ChatGLM-Spider",
    "ClaudeBot",
    "cohere-ai",
    "cohere-training-data-crawler",
    "Cotoyogi",
    "DeepSeekBot",
    "Diffbot",
    "FacebookBot",
    "FriendlyCrawler",
    "Google-Extended",
    "GPTBot",
    "ICC-Crawler",
    "img2dataset",
    "laion-huggingface-processor",
    "LAIONDownloader",
    "meta-externalagent",
    "omgili",
    "PanguBot",
    "SBIntuitionsBot",
    "TikTokSpider",
    "Timpibot",
    "VelenPublicWebCrawler",
    "Webzio-Extended",
    "YandexAdditional",
    "YandexAdditionalBot",
)
