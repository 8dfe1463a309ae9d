"""What other hosts show in a frame → links with a readable text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.markup import link, plain
from beilin.migrating.bodies.shortcodes.scope import Maker, Use

# By name: what the link says, and its address, with {} for the identifier.
_HOSTS = {
    "youtube": ("YouTube", "https://www.youtube.com/watch?v={}"),
    "youtubepl": ("YouTube", "https://www.youtube.com/playlist?list={}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/p/{}/"),
    "tiktok": ("TikTok", "https://www.tiktok.com/embed/v2/{}"),
    "dailymotion": ("Dailymotion", "https://www.dailymotion.com/video/{}"),
    "speakerdeck": ("Speaker Deck", "https://speakerdeck.com/player/{}"),
    "slideshare": ("SlideShare", "https://www.slideshare.net/slideshow/embed_code/key/{}"),
    "asciinema": ("asciinema", "https://asciinema.org/a/{}"),
    "jsfiddle": ("JSFiddle", "https://jsfiddle.net/{}"),
    "codesandbox": ("CodeSandbox", "https://codesandbox.io/s/{}"),
    "stackblitz": ("StackBlitz", "https://stackblitz.com/edit/{}"),
    "jsbin": ("JS Bin", "https://jsbin.com/{}"),
    "youku": ("优酷", "https://v.youku.com/v_show/id_{}.html"),
    "tencent": ("腾讯视频", "https://v.qq.com/x/page/{}.html"),
    "qqvideo": ("腾讯视频", "https://v.qq.com/x/page/{}.html"),
    "github": ("GitHub", "https://github.com/{}"),
    "gitlab": ("GitLab", "https://gitlab.com/{}"),
    "codeberg": ("Codeberg", "https://codeberg.org/{}"),
    "soundcloud": ("SoundCloud", "https://api.soundcloud.com/tracks/{}"),
    "steam": ("Steam", "https://store.steampowered.com/app/{}"),
    "ted": ("TED", "https://www.ted.com/talks/{}"),
    "loom": ("Loom", "https://www.loom.com/share/{}"),
    "neodb": ("NeoDB", "https://neodb.social/{}"),
    "imgur": ("Imgur", "https://imgur.com/{}"),
    "reddit": ("Reddit", "https://www.reddit.com/{}"),
    "telegram": ("Telegram", "https://t.me/{}"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "pinterest": ("Pinterest", "https://www.pinterest.com/pin/{}/"),
    "wikipedia": ("Wikipedia", "https://en.wikipedia.org/wiki/{}"),
}
_OTHER_NAMES = {
    **dict.fromkeys(
        ("yt", "youtube-lite", "youtubeLite", "youtube_id", "lite-youtube", "youtube-enhanced", "youtubeEmbed"),
        "youtube",
    ),
    **dict.fromkeys(
        ("ghcode", "githubrepo", "github_repo", "ghcard", "repo", "githubcard", "gh-repo-card", "gh-card"), "github"
    ),
    **dict.fromkeys(("tencentvideo", "txvideo", "vqq", "v.qq"), "tencent"),
    "instagram_simple": "instagram",
    "vimeo_simple": "vimeo",
    "asciicast": "asciinema",
    "fiddle": "jsfiddle",
}
_MUSIC = {
    "netease": ("网易云音乐", "https://music.163.com/#/{kind}?id={id}"),
    "tencent": ("QQ音乐", "https://y.qq.com/n/ryqq/{kind}Detail/{id}"),
    "kugou": ("酷狗音乐", "https://www.kugou.com/{kind}/{id}.html"),
    "spotify": ("Spotify", "https://open.spotify.com/{kind}/{id}"),
}
_URL = re.compile(r"(?:https?:)?//\S+", re.IGNORECASE)


def frame(host: str, address: str, identifier: str, title: str = "") -> Instead:
    """A link to what a host shows."""
    return Instead(link(f"{host}: {title or identifier}" if host else title or identifier, address))


def embedded(use: Use) -> Outcome | None:
    """What a host shows by an identifier, or by its whole address."""
    host, pattern = _HOSTS[_OTHER_NAMES.get(use.name, use.name)]
    identifier = use.get("id", "video_id", "videoId", "repo", "url", "src", "user", "name", "path", "code", 0)
    if not identifier:
        return None
    title = use.get("title", "caption", "label")
    if _URL.fullmatch(identifier):
        return frame(host, identifier, identifier, title)
    if use.name == "youtube" and use.get("autoplay", 1) == "" and len(identifier) > 13 and identifier.startswith("PL"):
        pattern = _HOSTS["youtubepl"][1]
    if start := use.get("start", "t"):
        pattern += f"&t={start}" if "?" in pattern else ""
    return frame(host, pattern.replace("{}", identifier.strip("/")), identifier, title)


def bilibili(use: Use) -> Outcome | None:
    """A video of bilibili by its number: `BV…`, `av…`, or digits; the second argument is the part."""
    identifier = use.get("id", "bvid", "aid", "av", "bv", "url", "src", 0)
    if not identifier:
        return None
    if _URL.fullmatch(identifier):
        return frame("bilibili", identifier, identifier, use.get("title"))
    if identifier.isdigit():
        identifier = f"av{identifier}"
    part = use.get("p", "page", "part", 1)
    address = f"https://www.bilibili.com/video/{identifier}/" + (f"?p={part}" if part.isdigit() and part != "1" else "")
    return frame("bilibili", address, identifier, use.get("title"))


def tweet(use: Use) -> Outcome | None:
    """A post on X: its number, or `user` and `id`, or its address."""
    identifier = use.get("id", "url", "src", 0)
    user = use.get("user", "username")
    if use.get(1) and not identifier.isdigit():
        user, identifier = identifier, use.get(1)
    if not identifier:
        return None
    if _URL.fullmatch(identifier):
        return Instead(link(identifier, identifier))
    address = f"https://x.com/{user or 'i'}/status/{identifier}"
    return frame("X", address, f"@{user} {identifier}" if user else identifier)


def mastodon(use: Use) -> Outcome | None:
    """A post on a server of Mastodon: its address, or host, user and number."""
    first = use.get("url", "status", "src", "host", "instance", 0)
    if _URL.fullmatch(first) and not use.get("user", 1):
        return Instead(link(first, first))
    host, user, identifier = first.removeprefix("https://").strip("/"), use.get("user", 1), use.get("id", "toot", 2)
    if not (host and user and identifier):
        return None
    return Instead(link(f"@{user.strip('@')}@{host} {identifier}", f"https://{host}/@{user.strip('@')}/{identifier}"))


def gist(use: Use) -> Outcome | None:
    """`gist user number [file]` (Hugo), `gist user/number file` or `gist number` (Jekyll, Hexo)."""
    args = [arg for arg in use.args if arg]
    path = use.get("id") or "/".join(args[: 2 if len(args) > 1 and re.fullmatch(r"[0-9a-f]{5,40}", args[1]) else 1])
    if not path:
        return None
    if _URL.fullmatch(path):
        return Instead(link(path, path))
    file = use.get("file", "filename") or next((arg for arg in args[1:] if "." in arg), "")
    return frame("Gist", f"https://gist.github.com/{path}", f"{path} {file}".strip(), use.get("title"))


def codepen(use: Use) -> Outcome | None:
    """`codepen user pen` or the same with names."""
    pen, user = use.get("id", "slug", "slug_hash", "pen"), use.get("user", "username", "name")
    if not pen:
        user, pen = (use.get(0), use.get(1)) if use.get(1) else (user, use.get(0))
    return frame("CodePen", f"https://codepen.io/{user or 'team'}/pen/{pen}", pen, use.get("title")) if pen else None


def music(use: Use) -> Outcome | None:
    """Songs and lists of a service, as the plugins on MetingJS take them, or a file with its title."""
    address = use.get("url", "auto", "src")
    title = " — ".join(filter(None, (use.get("name", "title"), use.get("artist", "author"))))
    if address:
        return Instead(link(title or address, address))
    server, kind, identifier = use.get("server", 0), use.get("type", 1), use.get("id", 2)
    if identifier in _MUSIC or kind in _MUSIC:  # Hexo's plugin: number, service, kind
        words = [server, kind, identifier]
        server = next(word for word in words if word in _MUSIC)
        identifier, kind = (word for word in words if word != server)
    if use.name == "spotify":
        kind, identifier = use.get("type", 0), use.get("id", 1)
        server = "spotify"
    if server not in _MUSIC or not identifier:
        return music_file(use)
    host, pattern = _MUSIC[server]
    return frame(host, pattern.format(kind=kind, id=identifier), identifier, title)


def music_file(use: Use) -> Outcome | None:
    """A single argument: the address of a file, or the number of a song."""
    first = use.get("id", 0)
    if _URL.fullmatch(first) or "/" in first:
        return Instead(link(first, first))
    if first.isdigit():
        return frame("网易云音乐", f"https://music.163.com/#/song?id={first}", first)
    return None


def caniuse(use: Use) -> Outcome | None:
    """NexT's `{% caniuse feature @ periods %}`."""
    feature = use.get(0)
    return frame("Can I use", f"https://caniuse.com/{feature}", feature) if feature else None


def douban(use: Use) -> Outcome | None:
    """A book, film or record of Douban by its number, or by its address."""
    identifier = use.get("id", "url", 0)
    if _URL.fullmatch(identifier):
        return frame("豆瓣", identifier, identifier, use.get("title"))
    kind = {"movie": "movie", "book": "book", "music": "music"}.get(use.get("type", "category", 1), "www")
    return (
        frame("豆瓣", f"https://{kind}.douban.com/subject/{identifier}/", identifier, use.get("title"))
        if identifier
        else None
    )


def qr(use: Use) -> Outcome | None:
    """Hugo's `qr` shows a text as a picture."""
    text = use.get("text", 0) or use.source.strip()
    return Instead(link(text, text) if _URL.fullmatch(text) else plain(text)) if text else None


def map_at(use: Use) -> Outcome | None:
    """A map: `mapbox longitude latitude zoom`."""
    longitude, latitude = use.get("lng", 0), use.get("lat", 1)
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", longitude) or not re.fullmatch(r"-?\d+(?:\.\d+)?", latitude):
        return None
    address = f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"
    return frame("OpenStreetMap", address, f"{latitude}, {longitude}", use.get("title"))


_BY_PARTS: Mapping[str, Maker] = {
    "codepen": codepen,
    "mastodon": mastodon,
    "toot": mastodon,
    "gist": gist,
    "caniuse": caniuse,
    "mapbox": map_at,
    "qr": qr,
    "douban": douban,
    "mmt-netease": music,
}
EMBEDS: dict[str, Maker] = {
    **dict.fromkeys((*_HOSTS, *_OTHER_NAMES), embedded),
    **dict.fromkeys(("bilibili", "bili", "bilibiliplayer", "bilivideo"), bilibili),
    **dict.fromkeys(("tweet", "twitter", "x", "tweet_simple", "twitter_simple", "x_simple"), tweet),
    **dict.fromkeys(("music", "meting", "netease", "neteasemusic", "metingjs", "spotify", "cloudmusic"), music),
    **_BY_PARTS,
}
