"""The kinds of problem that only commands other than `build` report."""

from __future__ import annotations

from beilin.problems.kind import Kind

IMPORT = (
    Kind("no-source", "error", "There is no such source",
         "The path does not exist, or is a folder or not a regular file.",
         "Check the path; name text files, or a folder of them."),
    Kind("source-too-large", "error", "A source is too large",
         "No article is that long, and the whole file would be held in memory.",
         "Split it into its articles."),
    Kind("uncertain-encoding", "error", "The encoding of a source is uncertain",
         "Its bytes make sense in several encodings, and a wrong guess would change the text.",
         "Compare the readings in the hint, and choose one with `--encoding`."),
    Kind("nothing-left", "error", "Nothing is left for the article",
         "Every line of the source looks like a byline or a different site's text.",
         "Look at the file; `import --explain` says why each line was set aside."),
    Kind("lost-text", "error", "The import would lose or change text",
         "It could not be proved that every line of the source is in the article or in its import record, so nothing "
         "was written.",
         "Please report it with the file."),
    Kind("in-the-way", "error", "The article's path is taken by a different file",
         "That file was edited since it was imported, or was not imported from this source.",
         "Rename the source, or import with `--force`."),
    Kind("article-gone", "warning", "The article of an import record is missing",
         "The source was imported, but the Markdown file was removed or renamed since.",
         "Import it with `--force`, or remove the import record too."),
    Kind("already-imported", "warning", "The article is already in the archive",
         "The same text was imported from a different source, with a different title or a different site's additions.",
         "Import it with `--force` to have both in the archive."),
)  # fmt: skip

CHECK = (
    Kind("dead-anchor", "warning", "A link to a heading that does not exist",
         "The page exists, but has no heading with the id after `#`, so readers arrive at its top. An id is the text "
         "of the heading in lower case, without punctuation, with hyphens for spaces.",
         "Write the id of the heading; the hint suggests the nearest."),
    Kind("no-alt-text", "warning", "An image has no alternative text",
         "Readers who cannot see the image do not learn what it shows.",
         "Describe it between the brackets: `![Prices by month](prices.svg)`."),
    Kind("duplicate", "warning", "Two articles have the same text",
         "They share half of the passages that follow the most common words, while two articles on one subject share "
         "fewer than one in ten. Titles, a different site's additions, and Traditional or Simplified characters make "
         "no difference.",
         "Keep one, and give it the address of the other as an alias.", key="title"),
    Kind("noise", "warning", "A line looks like a different site's text",
         "The import rules would set it aside: a time-stamped news flash, a teaser, or a site's menu. Lines that an "
         "import kept in the article, or that you restored, are not reported.",
         "Remove it, unless it belongs to the article."),
    Kind("unlisted", "warning", "An article can be found only by its date",
         "It is published, and listed on the home pages and under its year or under `/undated/`; but it has no tag, is "
         "not in a series of several parts, and no other page links to it. Drafts, expired and scheduled articles are "
         "not reported.",
         "Give it a tag, or link to it.", key="title"),
    Kind("proposed-title", "note", "A title was never confirmed",
         "The importer derived the title from the text, and the front matter still has `title_proposed: true`.",
         "Check the title, then remove that line.", key="title_proposed"),
    Kind("unused-tag", "note", "A tag without articles",
         "The term is in `content/tags.yaml`, but no article has it, not even a draft or a scheduled one.",
         "Remove it, or leave it for later articles."),
    Kind("redirect-loop", "error", "Redirects form a loop",
         "Each page of the loop redirects to the next, so readers never reach a page.",
         "Remove one of them, or let it redirect to a page."),
    Kind("redirect-chain", "warning", "A redirect leads to a redirect",
         "Readers wait twice, and search engines follow only a few steps.",
         "Let the first redirect lead directly to the page."),
    Kind("dead-link", "warning", "An external page no longer exists",
         "Its host answers that there is no such page (404 or 410). Only `check --external` requests external pages.",
         "Look for its new address, or for a copy in a web archive."),
    Kind("unreachable-link", "warning", "An external page cannot be reached",
         "The host's name does not resolve, or the host does not respond, has no valid certificate, or fails. This may "
         "be temporary.",
         "Check the address; a later check tries again."),
    Kind("moved-link", "note", "An external page has moved permanently",
         "Its host answers with a permanent redirect (301 or 308).",
         "Write the new address."),
    Kind("untested-link", "note", "An external page cannot be tested",
         "The host refuses requests by programs (401, 403 and the like), or asked for fewer requests (429).",
         "Open it in a browser."),
    Kind("old-address", "note", "A link to a former address",
         "The page at that address redirects, so the link works, but takes an additional step.",
         "Write the new address, or better the path of the article's file."),
)  # fmt: skip

CHANGES = (
    Kind("refused", "error", "A change is refused",
         "`rename` or `tag` would break something, cannot write a file, or would change too much. Nothing was written.",
         "Do what the hint says, and run the command again."),
    Kind("cut-off", "warning", "A change was interrupted",
         "It has been completed, except in files that were edited after the interruption.",
         "Look at the files in the message with `git diff`."),
)  # fmt: skip
