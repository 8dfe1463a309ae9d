"""Every kind of problem, by its code: how grave it is, what it means, what to do. docs/problems.md is made from this.

A code says what is wrong in a few words. It is for ever: editors search for it, and other programs sort by it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Kind(NamedTuple):
    """A kind of problem. The texts are Markdown."""

    code: str
    severity: Severity  # an error forbids publishing; a note is to be known, not to be mended
    title: str  # what is wrong, as a heading
    meaning: str  # when it is told, and what follows from it
    remedy: str


_FILES = (
    Kind("no-site-yaml", "error", "There is no site.yaml",
         "An archive is a folder with `site.yaml` in it.",
         "Run the command in that folder, or name the folder with `--root`."),
    Kind("no-content", "error", "There is no content/",
         "The folder that holds the articles is away; a build without it would remove every page.",
         "Put it back, or make the folder for an archive that begins."),
    Kind("unreadable", "error", "A file cannot be read",
         "The system refused to open it, or its bytes are not UTF-8.",
         "Check the file's permissions, and save it as UTF-8."),
    Kind("vanished", "error", "A file vanished while it was read",
         "It was there when the folder was listed, and gone when it was opened.",
         "Build again; editors that save by rename do this for a moment."),
    Kind("leads-out", "error", "A link leads out of the archive",
         "A symbolic link under `content/` points to a place outside the archive; what is there would be published.",
         "Put the file itself there."),
    Kind("file-name", "error", "A file's name is not UTF-8",
         "Its name cannot be written in an address or in a message.",
         "Rename the file."),
    Kind("empty", "error", "A file holds no text",
         "There is nothing in it to publish or to import.",
         "Write the article, export it again, or remove the file."),
    Kind("not-text", "error", "A file is no text",
         "It has NUL bytes, which no text has: it is an image, an office document or the like under a text's name.",
         "Export it as UTF-8 text, or move it out of `content/articles/` and `content/pages/`."),
    Kind("wrong-encoding", "error", "The bytes are not in the encoding",
         "Markdown, settings and tags are UTF-8; a source must be wholly in the encoding that was found or named.",
         "Save the file in UTF-8, or import it with the right `--encoding`."),
)  # fmt: skip

_YAML = (
    Kind("yaml-syntax", "error", "YAML cannot be read",
         "The front matter, `site.yaml` or `content/tags.yaml` is not well-formed.",
         "Most often a value holds a colon and a space, or begins with a special character: put it in quotes."),
    Kind("yaml-duplicate-key", "error", "A key stands twice",
         "Plain YAML would let the last one win without a word.",
         "Keep one of them; the message says where the first is."),
    Kind("yaml-refused", "error", "YAML that is not used here",
         "Anchors, aliases, tags, keys that are no text and second documents are refused: none is needed, and each "
         "can surprise.",
         "Write the value out, and put text that begins with a special character in quotes."),
    Kind("yaml-too-large", "error", "YAML is too large or nested too deep",
         "The limits keep a damaged file from taking the build's time and memory.",
         "Move long text into the body, and write it flatter."),
    Kind("unknown-key", "error", "A key is not known",
         "A key with a typing error would otherwise be passed over without a word.",
         "Correct it; the hint has the nearest known key, [front-matter.md](front-matter.md) and "
         "[site-yaml.md](site-yaml.md) have all."),
    Kind("wrong-type", "error", "A value has another type than it must have",
         "A list where there must be text, a word where there must be `true` or `false`.",
         "Write it as the hint says."),
    Kind("bad-value", "error", "A value is not allowed",
         "A day that no calendar has, an address that cannot be one, a language that is no language tag.",
         "Write it as the hint says."),
    Kind("missing-key", "error", "A key is missing",
         "`title` in front matter, `title` and `base_url` in `site.yaml`.",
         "Add it."),
)  # fmt: skip

_ARTICLES = (
    Kind("no-front-matter", "error", "There is no front matter",
         "Every Markdown file begins with it, for it has the title.",
         "Begin the file with a line `---`, a line `title: …` and a line `---`."),
    Kind("no-slug", "error", "A name makes no address",
         "It has no letter, digit or Han character from which to make one.",
         "Rename it, or give it a `slug`."),
    Kind("nested-too-deep", "error", "Lists or quotes are nested too deep",
         "What is nested deeper would be lost.",
         "Write it flatter."),
    Kind("bad-html", "error", "HTML in a body is refused",
         "So many tags are never closed, or there is so much of it, that it cannot be made safe.",
         "Close the tags, or write Markdown instead."),
    Kind("never-shown", "warning", "An article expires before it is published",
         "Its `expires` is not after its `date`, so there is no day on which it is shown.",
         "Correct `date` or `expires`."),
    Kind("no-series", "warning", "A place in no series",
         "There is a `series_order`, and no `series`.",
         "Add the series, or take the order out."),
    Kind("bad-part", "error", "A part is not as it must be",
         "A part has no front matter, and takes in no other part.",
         "Take out what the message names."),
    Kind("first-level-heading", "warning", "A heading of the first level stands in a body",
         "The title is the page's only heading of that level; those in the body are lowered by one.",
         "Begin the heading with two number signs."),
    Kind("remote-image", "warning", "An image is on another host",
         "A published page asks nothing of third parties, so the image is shown as a link.",
         "Save it under `content/` and name it there."),
    Kind("bad-image", "warning", "An image cannot be read",
         "It is published as it is, without a size, so that a page moves when it appears.",
         "Check that it opens in another program, and that its name has the ending of its format."),
)  # fmt: skip

_ARCHIVE = (
    Kind("unknown-tag", "warning", "A tag is not in the tag authority",
         "The article is listed under the tag as it is written, apart from those with the tag that was meant.",
         "Correct it; the hint has the nearest term. Or add the term to `content/tags.yaml`."),
    Kind("claimed-twice", "error", "Two terms claim one name",
         "A name, slug or alias in `content/tags.yaml` must mean one term.",
         "Keep it at one of them."),
    Kind("address-clash", "error", "An address is claimed twice",
         "Two pages or files would be written to one place; also by case or Unicode normalisation alone, which some "
         "systems do not tell apart.",
         "Give one of them another slug or name, or take the alias out."),
    Kind("same-place", "warning", "Two parts of a series have one number",
         "They stand in the order of their dates.",
         "Give one of them another `series_order`."),
    Kind("broken-link", "warning", "A link leads nowhere",
         "No file and no page of the archive is where it points.",
         "Write the path of the Markdown file from the file that links to it, or an address from `/`."),
    Kind("ambiguous-link", "warning", "A link by name can mean several articles",
         "They have the same title or file name, so `[[…]]` stays plain text.",
         "Write the slug of the one that is meant."),
    Kind("no-part", "error", "There is no such part",
         "An article takes in a part by a name that no file has.",
         "Correct the name, or write the part."),
    Kind("bad-data", "error", "A data file cannot be used",
         "A file in `content/data/` is no JSON or CSV as it must be, or two have one name without their endings.",
         "Correct what the message names."),
    Kind("broken-image", "warning", "An image is missing",
         "There is no such file under `content/`.",
         "Write the path of the image from the file that shows it."),
    Kind("hidden-target", "warning", "A link leads to what is not published",
         "The article that it names is a draft, or waits for its day.",
         "Publish that article, or take the link out."),
)  # fmt: skip

_THEMES = (
    Kind("no-theme", "error", "There is no such theme",
         "Neither `themes/` nor Beilin itself has a theme of that name.",
         "Name a folder under `themes/`, or leave the setting out for `ink`."),
    Kind("theme-circle", "error", "Themes extend each other in a circle",
         "None of them is the first.",
         "Take one `extends` out."),
    Kind("asset-circle", "error", "Style sheets refer to each other in a circle",
         "The name of each has a digest of what it refers to, so none of the names can be made.",
         "Take one of the references out."),
    Kind("template-syntax", "error", "A template cannot be read",
         "Jinja does not understand it.",
         "Correct the template at that line."),
    Kind("template-name", "error", "A template names another that cannot be known",
         "What `extends`, `include` and `import` name must exist, and must not be chosen at run time: else it is not "
         "known what the page depends on.",
         "Write the name of a template in quotes."),
    Kind("template-failed", "error", "A template failed",
         "It raised an error while a page was rendered; most often it names something that the page is not given.",
         "Correct the template; [themes.md](themes.md) has what each is given."),
    Kind("no-redirect-template", "warning", "The theme has no template for aliases",
         "Articles or tags have `aliases`, and no page leads from them.",
         "Add the template to the theme, or extend `ink`."),
)  # fmt: skip

_OUTPUT = (
    Kind("bad-output", "error", "The output folder cannot be used",
         "It holds the archive, lies inside it, or is deployed and would get drafts.",
         "Choose a folder that holds nothing else."),
    Kind("not-ours", "error", "The output folder holds what Beilin did not make",
         "Beilin removes and replaces only what it wrote.",
         "Move it away, or choose another output folder."),
    Kind("foreign-files", "warning", "Files in the output folder are foreign",
         "They are kept and would be deployed with the site.",
         "Remove them with `build.py build --clean`, or move them under `content/`."),
    Kind("not-written", "error", "Something cannot be written",
         "The disk is full, or the folder's permissions forbid it. What was there is as it was.",
         "Make room or correct the permissions, and try again."),
    Kind("never-quiet", "error", "The archive keeps changing while it is built",
         "Each time it was read, a file had changed before the end.",
         "Build again when it is quiet."),
    Kind("internal", "error", "Beilin failed",
         "This is a fault of Beilin itself.",
         "Undo the last change; please report it with the file or with the details that the message names."),
)  # fmt: skip

_IMPORT = (
    Kind("no-source", "error", "There is no such source",
         "The path names nothing, a folder, or no regular file.",
         "Check the path; name text files, or a folder of them."),
    Kind("source-too-large", "error", "A source is too large",
         "No article is so long, and all of it would be held in memory.",
         "Split it into its articles."),
    Kind("uncertain-encoding", "error", "The encoding of a source is not certain",
         "Its bytes make sense in several encodings, and a wrong guess would change the text.",
         "Look at the readings in the hint, and choose with `--encoding`."),
    Kind("nothing-left", "error", "Nothing is left for the article",
         "Every line of the source looks like a byline or another site's text.",
         "Look at the file; `import --explain` says why each line was set aside."),
    Kind("lost-text", "error", "The import would lose or change text",
         "The proof failed that every line of the source is in the article or its import record; nothing was written.",
         "Please report it with the file."),
    Kind("in-the-way", "error", "Another file is where the article would go",
         "It was edited since its import, or no import of this source made it.",
         "Rename the source, or import with `--force`."),
    Kind("article-gone", "warning", "The article of an import record is missing",
         "The source was imported, and the Markdown file was removed or renamed since.",
         "Import it with `--force`, or remove the import record too."),
    Kind("already-imported", "warning", "The article is in the archive already",
         "The same text was imported from another source, under another title or another site's decoration.",
         "Import it with `--force` if both shall be in the archive."),
)  # fmt: skip

_CHECK = (
    Kind("dead-anchor", "warning", "A link leads to a heading that is not there",
         "The page is there, but it has no heading with the id after `#`; readers land at its top. An id is the text "
         "of the heading without punctuation, in lower case, with hyphens for spaces.",
         "Write the id of the heading; the hint has the nearest."),
    Kind("no-alt-text", "warning", "An image has no alternative text",
         "Readers who do not see the image learn nothing of it.",
         "Say between the brackets what it shows: `![Prices by month](prices.svg)`."),
    Kind("duplicate", "warning", "Two articles are one",
         "The same text stands under another title, or with another site's decoration; also where one copy is in "
         "Traditional and the other in Simplified Chinese. Half of the passages that follow the commonest words are "
         "the same; two articles on one subject share hardly one in ten.",
         "Keep one, and give it the address of the other as an alias."),
    Kind("noise", "warning", "A line looks like another site's text",
         "The rules with which sources are imported would set it aside: a flash with its stamp, a teaser, a site's "
         "menu. Lines that an import left in the article, or that you restored, are not told.",
         "Take it out, unless it belongs to the article."),
    Kind("unlisted", "warning", "An article is reached by its date alone",
         "It is published, and stands on the home pages and under its year or under `/undated/`; but it has no tag, is "
         "in no series of several parts, and no other page links to it. Drafts, expired articles and those that wait "
         "for their day are not meant to be found, and are not told.",
         "Give it a tag, or link to it."),
    Kind("proposed-title", "note", "A title was never confirmed",
         "The importer made the title up from the text, and `title_proposed: true` still stands in the front matter.",
         "Look at the title; then take that line out."),
    Kind("unused-tag", "note", "No article has a tag",
         "The term is in `content/tags.yaml`, and no article has it, drafts and articles to come included.",
         "Take it out, or leave it for articles to come."),
    Kind("redirect-loop", "error", "Redirects lead in a circle",
         "Each page of the circle leads to the next, and no reader gets anywhere.",
         "Take one of them out, or let it lead to a page."),
    Kind("redirect-chain", "warning", "A redirect leads to a redirect",
         "Readers wait twice, and search engines follow few steps.",
         "Let the first lead to the end."),
    Kind("dead-link", "warning", "A page elsewhere is gone",
         "Its host says that there is no such page (404 or 410). Only `check --external` asks.",
         "Look for its new address or for a copy in a web archive."),
    Kind("unreachable-link", "warning", "A page elsewhere cannot be reached",
         "The host has no address, does not answer, has no good certificate, or fails. It may be back soon.",
         "Check the address; a later check asks again."),
    Kind("moved-link", "note", "A page elsewhere has moved for good",
         "Its host leads on with a permanent redirect (301 or 308).",
         "Write the new address."),
    Kind("untested-link", "note", "A page elsewhere cannot be tested",
         "The host lets no program look (401, 403 and the like), or asked for fewer requests (429).",
         "Look at it in a browser."),
    Kind("old-address", "note", "A link goes by an old address",
         "A page at that address leads on, so the link works; but it waits for one step more.",
         "Write the new address, or better the file of the article."),
)  # fmt: skip

_CHANGES = (
    Kind("refused", "error", "A change is refused",
         "`rename` or `tag` would break something, cannot write a file, or would alter too much. Nothing was "
         "written.",
         "Do what the hint says, and give the command again."),
    Kind("cut-off", "warning", "A change was cut off",
         "It was finished as far as its files were as it had left them.",
         "Look at the files that are named, with `git diff`."),
)  # fmt: skip

# By the stage that finds them.
GROUPS: dict[str, tuple[Kind, ...]] = {
    "Files": _FILES,
    "Front matter, settings and tags": _YAML,
    "Articles": _ARTICLES,
    "The archive as a whole": _ARCHIVE,
    "Themes": _THEMES,
    "The output": _OUTPUT,
    "What `check` finds": _CHECK,
    "Imports": _IMPORT,
    "Changes by commands": _CHANGES,
}
KINDS: dict[str, Kind] = {kind.code: kind for kinds in GROUPS.values() for kind in kinds}
