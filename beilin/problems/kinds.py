"""Every kind of problem by its code: severity, meaning and remedy. docs/problems.md is generated from this table.

A code names the problem in a few words and never changes, because users search for it and programs rely on it.
"""

from __future__ import annotations

from beilin.problems.article_kinds import ARTICLES
from beilin.problems.command_kinds import CHANGES, CHECK, FIXITY, IMPORT
from beilin.problems.kind import Kind as Kind
from beilin.problems.kind import Severity as Severity

_FILES = (
    Kind("no-site-yaml", "error", "There is no site.yaml",
         "An archive is a folder with `site.yaml` in it.",
         "Run the command in that folder, or name the folder with `--root`. `build.py init` begins an archive."),
    Kind("no-content", "error", "There is no content/",
         "The folder with the articles is missing; a build without it would remove every page.",
         "Restore the folder, or create it for a new archive."),
    Kind("unreadable", "error", "A file cannot be read",
         "The system refused to open it, or its bytes are not UTF-8.",
         "Check the file's permissions, and save it as UTF-8."),
    Kind("vanished", "error", "A file disappeared while it was being read",
         "It existed when the folder was listed, but not when it was opened.",
         "Build again; text editors that save by renaming cause this for a moment."),
    Kind("leads-out", "error", "A symbolic link leads out of the archive",
         "Links under `content/` are followed to files and folders of the archive, but not out of it, and not to its "
         "output, to `.beilin/` or to `.git/`: what nobody meant to publish would be public.",
         "Put the file or folder itself there."),
    Kind("broken-symlink", "error", "A symbolic link leads nowhere",
         "It leads to a file that does not exist, to itself, or to a folder that contains it.",
         "Remove or correct it."),
    Kind("not-a-file", "error", "A FIFO, a socket or a device is among the files",
         "Only files and folders can be read and published.",
         "Remove it, or move it away."),
    Kind("file-name", "error", "A file's name cannot be used",
         "It is not UTF-8, or contains a control character, and so cannot be part of an address.",
         "Rename the file."),
    Kind("misplaced-markdown", "warning", "Markdown is not where Beilin reads it",
         "The file has an extension other than `.md`, is not in `content/articles/`, `content/pages/` or "
         "`content/parts/`, or begins with the front matter of an article. It is not published, for it may be a draft.",
         "Rename or move it as the message says. To publish it as it is, list it under `publish` in `site.yaml`."),
    Kind("withheld", "note", "A file is not published",
         "Leftovers of editors and syncs, keys, databases, hidden files, and what only unpublished articles show are "
         "left out of the site: [publishing.md](publishing.md#what-is-not-published). Only `check` names them.",
         "Remove the file if it does not belong there. To publish it, list it under `publish` in `site.yaml`."),
    Kind("empty", "error", "A file is empty",
         "It contains no text to publish or import.",
         "Write the article, export it again, or remove the file."),
    Kind("file-too-large", "error", "A Markdown file is too large",
         "It has more than 4 MB. No page of that size could be read in a browser.",
         "Divide it into several articles."),
    Kind("not-text", "error", "A file is not a text file",
         "It contains NUL bytes, which text never does: it is an image, an office document or the like with the name "
         "of a text file.",
         "Export it as UTF-8 text, or move it out of `content/articles/` and `content/pages/`."),
    Kind("wrong-encoding", "error", "A file is not valid in its encoding",
         "Markdown, settings and tags must be UTF-8; a source must be valid in the encoding that was detected or "
         "given.",
         "Save the file as UTF-8, or import it with the right `--encoding`."),
)  # fmt: skip

_YAML = (
    Kind("yaml-syntax", "error", "Invalid YAML",
         "The front matter, `site.yaml`, `content/tags.yaml` or `content/redirects.yaml` is not well-formed.",
         "Most often a value contains a colon and a space, or begins with a special character: put it in quotes. Slips "
         "of the keyboard are named: a full-width colon, a tab, a missing space."),
    Kind("yaml-duplicate-key", "error", "A key occurs twice",
         "In plain YAML the last one would silently win.",
         "Keep one of them; the message says where the first one is."),
    Kind("yaml-refused", "error", "A feature of YAML that is not allowed here",
         "Anchors, aliases, tags, keys that are not text and several documents in one file are refused: none is "
         "needed, and all can surprise.",
         "Write the value out, and put text that begins with a special character in quotes."),
    Kind("yaml-too-large", "error", "YAML is too large or nested too deeply",
         "The limits keep a damaged file from using up the build's time and memory.",
         "Move long text into the body, and nest less."),
    Kind("unknown-key", "error", "Unknown key",
         "A misspelt key would otherwise be silently ignored.",
         "Correct it; the hint suggests the nearest valid key. [front-matter.md](front-matter.md) and "
         "[site-yaml.md](site-yaml.md) list all keys."),
    Kind("wrong-type", "error", "A value has the wrong type",
         "For instance a list instead of text, or a word instead of `true` or `false`.",
         "Write it as the hint says."),
    Kind("bad-value", "error", "Invalid value",
         "For instance a date that does not exist, an invalid URL, or an invalid language tag.",
         "Write it as the hint says."),
    Kind("control-character", "error", "A text contains a control character",
         "Controls such as `\\x01`, NUL, lone surrogates and noncharacters are refused in front matter, settings, tags "
         "and data, as they are and as escapes: feeds and other XML could not be read with them. Tabs and line breaks "
         "are allowed.",
         "Remove it. It is invisible, and often stands for a character that was lost when text was converted."),
    Kind("bidi-control", "warning", "A text contains a control of direction",
         "Such characters (U+202A to U+202E, U+2066 to U+2069, U+200E, U+200F, U+061C) make a text look different from "
         "what it says. They are published as they are; messages show them as escapes.",
         "Remove it, unless the text mixes scripts that are written in different directions."),
    Kind("missing-key", "error", "A required key is missing",
         "`title` is required in front matter, `title` and `base_url` in `site.yaml`.",
         "Add it."),
)  # fmt: skip

_ARCHIVE = (
    Kind("unknown-tag", "warning", "A tag is not in the tag authority",
         "The article is listed under the tag as written, apart from the articles with the intended tag.",
         "Correct it; the hint suggests the nearest term. Or add the term to `content/tags.yaml`, by hand or with "
         "`build.py tag adopt`."),
    Kind("joined-tags", "warning", "Several tags are written as one",
         "Only a comma (`,`) separates the items of a list in brackets; a full-width one (`，`), an enumeration comma "
         "(`、`) or a semicolon is a part of the tag. A tag that the authority has is not reported.",
         "Write a comma between the tags, or each tag on its own line after a hyphen."),
    Kind("no-authority", "note", "There is no tag authority",
         "`content/tags.yaml` is missing or lists no tags, so every tag is used as it is written, and spellings of one "
         "tag are not recognised.",
         "Run `build.py tag adopt`, which lists the tags in use and writes the file, or write it yourself."),
    Kind("claimed-twice", "error", "Two terms have the same name",
         "A name, slug or alias in `content/tags.yaml` must belong to one term only.",
         "Keep it at one of them."),
    Kind("unknown-parent", "error", "A term's parent is not a term above it",
         "The `parent` of a term in `content/tags.yaml` must be a name of another term, which is not below this one.",
         "Write a name of a term, add the term, or take the parent out."),
    Kind("address-clash", "error", "Two pages or files have the same address",
         "They would be written to the same path. This includes paths that differ only in case or Unicode "
         "normalisation, which some systems do not distinguish; only a redirect may differ from others in case alone.",
         "Give one of them a different slug or name, or remove the alias or the entry in `content/redirects.yaml`."),
    Kind("duplicate-id", "error", "Two files have the same permanent identifier",
         "`/id/<id>/` can lead to one of them only. A copy of a file has the identifier of the original.",
         "Run `build.py id --redraw FILE` for the copy; the original keeps its identifier.", key="id"),
    Kind("same-place", "warning", "Two parts of a series have the same number",
         "They are ordered by date.",
         "Change the `series_order` of one of them.", key="series_order"),
    Kind("broken-link", "warning", "Broken link",
         "The archive has no file and no page at the link's target.",
         "Write the path of the Markdown file relative to the file with the link, or an address that begins with `/`."),
    Kind("ambiguous-link", "warning", "A link by name matches several articles",
         "They have the same title or file name, so `[[…]]` remains plain text.",
         "Write the slug of the intended article."),
    Kind("no-path-article", "error", "The reading path names no article",
         "`reading_path` in `site.yaml` names what is neither the slug nor the file of an article.",
         "Correct the name; the hint suggests the nearest. Or remove the entry."),
    Kind("path-not-published", "warning", "The reading path names an article that is not published",
         "The front page leaves the entry out while the article is a draft, is scheduled or withdrawn, or has expired.",
         "Publish the article, or remove the entry."),
    Kind("no-part", "error", "There is no such part",
         "An article includes a part, but no file has that name.",
         "Correct the name, or write the part."),
    Kind("bad-data", "error", "A data file cannot be used",
         "A file in `content/data/` is not valid JSON or CSV, or two files differ only in their extension.",
         "Correct what the message names."),
    Kind("broken-image", "warning", "An image is missing",
         "There is no such file under `content/`.",
         "Write the path of the image relative to the file that shows it."),
    Kind("not-an-image", "warning", "Something else is shown as an image",
         "Browsers show no videos, recordings and documents where an image is expected.",
         "Write `<video src=\"…\"></video>`, `<audio src=\"…\"></audio>`, or a link."),
    Kind("no-history", "warning", "Articles have no history",
         "`history: true` asks for it, and there is no git, no repository, no commit, or a clone with only the latest "
         "commits, of which a history would be wrong.",
         "Do what the hint says, or turn the setting off.", key="history"),
    Kind("hidden-target", "warning", "A link to an unpublished article",
         "The linked article is a draft, is scheduled for a later day, or has expired.",
         "Publish that article, or remove the link."),
)  # fmt: skip

_THEMES = (
    Kind("no-theme", "error", "There is no such theme",
         "Neither `themes/` nor Beilin itself has a theme of that name.",
         "Name a folder under `themes/`, or leave the setting out to use `ink`.", key="theme|extends"),
    Kind("no-template", "error", "A template is missing",
         "The theme declares a kind of page whose template does not exist.",
         "Add the template to `templates/`, or correct its name in `theme.yaml`."),
    Kind("theme-circle", "error", "Themes extend each other in a circle",
         "None of them is the base.",
         "Remove one `extends`.", key="theme|extends"),
    Kind("asset-circle", "error", "Style sheets refer to each other in a circle",
         "The published name of each contains a digest of the files to which it refers, so no name can be computed.",
         "Remove one of the references."),
    Kind("template-syntax", "error", "A template has a syntax error",
         "Jinja cannot parse it.",
         "Correct the template at that line."),
    Kind("template-name", "error", "A template refers to an unknown template",
         "Templates named in `extends`, `include` and `import` must exist and must not be chosen at run time, because "
         "the page's dependencies must be known before it is rendered.",
         "Write the name of a template in quotes."),
    Kind("template-failed", "error", "A template failed",
         "It raised an error while a page was being rendered; most often it uses a name that the page does not "
         "provide.",
         "Correct the template; [themes.md](themes.md) lists what each template is given."),
    Kind("no-redirect-template", "warning", "The theme has no template for redirects",
         "Articles or tags have `aliases`, or there is a `content/redirects.yaml`, but no redirect pages are made.",
         "Add the template to the theme, or extend `ink`."),
)  # fmt: skip

_OUTPUT = (
    Kind("bad-output", "error", "The output folder cannot be used",
         "It contains the archive, is inside it, or is deployed and would receive drafts.",
         "Choose a folder that contains nothing else."),
    Kind("not-ours", "error", "The output folder contains files that Beilin did not create",
         "Beilin removes and replaces only what it wrote.",
         "Move them away, or choose a different output folder."),
    Kind("foreign-files", "warning", "Foreign files in the output folder",
         "They are kept and would be deployed with the site.",
         "Remove them with `build.py build --clean`, or move them under `content/`."),
    Kind("exposed-files", "warning", "The output folder has copies of files that are not published",
         "An earlier build published them, and its state was lost, so Beilin cannot know that it wrote them.",
         "Remove them with `build.py build --clean`, or publish them with `publish` in `site.yaml`."),
    Kind("case-twins", "warning", "Former addresses that differ from others only in case are left out",
         "The file system of the output folder does not distinguish case, so a redirect at `/Tags/Go/` would overwrite "
         "the page at `/tags/go/`. Most hosts do distinguish it.",
         "Build on Linux to publish them, for instance by the workflow for GitHub Pages."),
    Kind("not-written", "error", "A file cannot be written",
         "The disk is full or fails, or the folder's permissions forbid it. The last line that `build` prints says "
         "whether the output was changed before that; if so, the next build finishes the change.",
         "Free some space or correct the permissions, and try again."),
    Kind("system-error", "error", "The system refused an operation",
         "The system did not say which file it was for: there are too many open files, say, or the disk fails.",
         "Remove the cause that the message names, and try again."),
    Kind("never-quiet", "error", "The archive keeps changing during the build",
         "On every attempt, a file changed before the build had read everything.",
         "Build again when nothing is being saved."),
    Kind("internal", "error", "Beilin failed",
         "This is a bug in Beilin. The message names the file or the page that it concerns, and `.beilin/crash.txt` "
         "has the details: the versions of Beilin, Python and the system, and where in the code it failed. The site is "
         "not changed.",
         "Undo the last change of that file; please report the bug with the details and, if you may, with the file."),
)  # fmt: skip

# By the stage that reports them.
GROUPS: dict[str, tuple[Kind, ...]] = {
    "Files": _FILES,
    "Front matter, settings and tags": _YAML,
    "Articles": ARTICLES,
    "The archive as a whole": _ARCHIVE,
    "Themes": _THEMES,
    "The output": _OUTPUT,
    "What `check` reports": CHECK,
    "Imports": IMPORT,
    "Changes by commands": CHANGES,
    "What `check --fixity` reports": FIXITY,
}
KINDS: dict[str, Kind] = {kind.code: kind for kinds in GROUPS.values() for kind in kinds}
