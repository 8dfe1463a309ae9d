"""The syntaxes with the names that each knows, as rules for bodies."""

from __future__ import annotations

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found, Rule
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.bodies.shortcodes import hugo, zola
from beilin.migrating.bodies.shortcodes.blocks import find_fenced, find_indented
from beilin.migrating.bodies.shortcodes.convert import convert_calls
from beilin.migrating.bodies.shortcodes.elements import element, find_elements
from beilin.migrating.bodies.shortcodes.jsx import find_components
from beilin.migrating.bodies.shortcodes.known.alerts import ALERTS
from beilin.migrating.bodies.shortcodes.known.blocks import FENCED, INDENTED, container
from beilin.migrating.bodies.shortcodes.known.code import CODE, VERBATIM, hexo_codeblock, literal, verbatim
from beilin.migrating.bodies.shortcodes.known.components import component
from beilin.migrating.bodies.shortcodes.known.embeds import EMBEDS
from beilin.migrating.bodies.shortcodes.known.files import include_code, include_text
from beilin.migrating.bodies.shortcodes.known.hexo import HEXO
from beilin.migrating.bodies.shortcodes.known.jekyll import comment, include
from beilin.migrating.bodies.shortcodes.known.links import HUGO_LINKS, JEKYLL_LINKS, nikola_doc
from beilin.migrating.bodies.shortcodes.known.media import MEDIA, octopress_image, thumbnail, video
from beilin.migrating.bodies.shortcodes.known.notebook import notebook
from beilin.migrating.bodies.shortcodes.known.text import TEXT
from beilin.migrating.bodies.shortcodes.known.variables import output, param
from beilin.migrating.bodies.shortcodes.liquid import OUTPUT, find_hexo, find_liquid
from beilin.migrating.bodies.shortcodes.scope import Maker, Syntax
from beilin.migrating.bodies.shortcodes.templates.custom import hugo_template, zola_template
from beilin.migrating.bodies.shortcodes.templates.jekyll import jekyll_template

_COMMON: dict[str, Maker] = {**TEXT, **MEDIA, **EMBEDS, **CODE, **ALERTS}
_LIQUID: dict[str, Maker] = {**_COMMON, OUTPUT: output, "comment": comment, "codeblock": hexo_codeblock}

_INCLUDE_NAMES = ("include", "readfile", "readFile", "read-file", "include-md", "includefile", "rawfile")
INCLUDES: dict[str, Maker] = dict.fromkeys(_INCLUDE_NAMES, include_text)

HUGO = Syntax(
    "shortcode",
    hugo.find_hugo,
    {**_COMMON, **HUGO_LINKS, "param": param, "siteparam": param, "code": CODE["highlight"], **INCLUDES},
    verbatim=VERBATIM,
    template=hugo_template,
    shown=hugo.find_shown,
    reads_code=True,
)
ZOLA = Syntax("shortcode", zola.find_zola, _COMMON, verbatim=VERBATIM, template=zola_template, shown=zola.find_shown)
NIKOLA = Syntax(
    "shortcode", hugo.find_nikola, {**_COMMON, "doc": nikola_doc, "thumbnail": thumbnail}, verbatim=VERBATIM
)
JEKYLL = Syntax(
    "tag",
    lambda text: find_liquid(text, has_colons=True),  # as Octopress's tags have them
    {
        **_LIQUID,
        **JEKYLL_LINKS,
        "include": include,
        "include_cached": include,
        "img": octopress_image,
        "include_code": include_code,
    },
    verbatim=VERBATIM,
    template=jekyll_template,
)
HEXO_TAGS = Syntax("tag", find_hexo, {**_LIQUID, **HEXO, "include_code": include_code}, verbatim=VERBATIM)
PELICAN = Syntax(
    "tag",
    lambda text: find_liquid(text, has_colons=True),
    {
        **EMBEDS,
        "img": octopress_image,
        "video": video,
        "audio": MEDIA["audio"],
        "notebook": notebook,
        "include_code": include_code,
        "literal": literal,
    },
    leaves_unknown=True,
)
ELEVENTY = Syntax("tag", find_liquid, _LIQUID, verbatim=VERBATIM)
MKDOCS_BLOCKS = Syntax("block", find_indented, INDENTED)
CONTAINERS = Syntax("container", find_fenced, FENCED, other=container)
COMPONENTS = Syntax("component", find_components, {}, other=component, has_indented_code=False)
ELEMENTS = Syntax("element", find_elements, {}, other=element, has_indented_code=False, leaves_unknown=True)
JINJA = Syntax("tag", find_liquid, {OUTPUT: output, "raw": verbatim, "comment": comment})


def _rule(syntax: Syntax) -> Rule:
    def convert(text: str, protected: Protected, context: BodyContext) -> Found:
        del protected  # the calls decide what is code
        return convert_calls(text, context, syntax)

    return convert


def mdx(text: str, protected: Protected, context: BodyContext) -> Found:
    """Components, in files whose name says that they may have some."""
    del protected
    return convert_calls(text, context, COMPONENTS) if context.document.path.endswith(".mdx") else NOTHING


def jinja(text: str, protected: Protected, context: BodyContext) -> Found:
    """MkDocs reads templates in texts only with the plugin `macros`; otherwise readers saw them as they are."""
    del protected
    if "macros" not in str(context.settings.raw.get("plugins", "")):
        return NOTHING
    return convert_calls(text, context, JINJA)


hugo_shortcodes = _rule(HUGO)
zola_shortcodes = _rule(ZOLA)
nikola_shortcodes = _rule(NIKOLA)
jekyll_liquid = _rule(JEKYLL)
hexo_tags = _rule(HEXO_TAGS)
pelican_liquid = _rule(PELICAN)
eleventy_templates = _rule(ELEVENTY)
mkdocs_blocks = _rule(MKDOCS_BLOCKS)
containers = _rule(CONTAINERS)
markdown_elements = _rule(ELEMENTS)
