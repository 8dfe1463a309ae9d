"""The kinds of problem that only commands other than `build` report."""

from __future__ import annotations

from beilin.problems.kind import Kind

IMPORT = (
    Kind("no-source", "error", "There is no such source",
         "The path does not exist, or is a folder or not a regular file.",
         "Check the path; name text files, or a folder of them."),
    Kind("unsupported-kind", "error", "A source is of a kind that cannot be imported",
         "It is a PDF, an office document, a book, an image, a recording, an archive or the like.",
         "Do what the message says; `--kind` decides if the kind was not recognised correctly."),
    Kind("image-alone", "error", "An image is not an article",
         "It was named as a source, or is in a folder of sources of which none shows it.",
         "Import the article that shows it."),
    Kind("source-too-large", "error", "A source is too large",
         "No article is that long, and the whole file would be held in memory.",
         "Split it into its articles."),
    Kind("unsafe-archive", "error", "An archive, or a file in it, is not read",
         "It is damaged, or has what no export of articles needs: names that lead out of the folder, links, encrypted "
         "files, one name twice, files that share bytes, or files much larger than their compressed bytes. Nothing "
         "was extracted.",
         "Ask for a new export, or unpack the archive and import the files that you trust."),
    Kind("unreadable-item", "error", "An article in a source cannot be read",
         "That part of the source is damaged or not in the form of its kind. The other articles in the source are "
         "imported.",
         "Correct the part that the message names, then import the source again."),
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
    Kind("source-changed", "warning", "An article has changed in its source since it was imported",
         "The article in the archive is of an earlier state of the feed, the export or the page.",
         "Import it with `--force` to replace the article; its tags, its id and `withdrawn` are kept."),
    Kind("alias-taken", "warning", "A former address of an imported article is taken",
         "An article or page of the archive, or one of Beilin's own, has that address, so it cannot redirect.",
         "Give one of them a different address if links to it should lead to the article."),
    Kind("not-imported", "warning", "A part of a source is not an article",
         "Exports and crawls have much beside articles: menus, revisions, files, redirects. Nothing was imported for "
         "what the message counts.",
         "Nothing, unless articles are among them; those can be imported singly."),
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
    Kind("undefined-footnote", "warning", "A footnote that is not defined",
         "Its reference, `[^label]`, is shown as written.",
         "Define it on a separate line, `[^label]: …`, or correct the label."),
    Kind("unresolved-reference", "warning", "A reference to a link that is not defined",
         "`[text][label]` is shown as written, because no line defines the label.",
         "Define it on a separate line, `[label]: address`, or write `[text](address)`."),
    Kind("not-a-heading", "warning", "A line that looks like a heading",
         "No space follows its number signs, or they are full-width, so it is shown as text.",
         "Write a space after half-width number signs; write `\\#` for a number sign in text."),
    Kind("not-emphasis", "warning", "Marks that look like emphasis",
         "There is a space inside the asterisks, they are full-width or never closed, or underscores are beside "
         "Chinese characters, so the marks are shown.",
         "Write `**…**` without spaces inside."),
    Kind("not-a-link", "warning", "Brackets that look like a link or an image",
         "They are full-width, apart or never closed, or the target contains a space or is an address that pages "
         "cannot link to, such as `file:…`, so they are shown as text.",
         "Write `[text](address)` with half-width brackets, and a target with spaces as `<…>`."),
    Kind("not-a-list", "warning", "Lines that look like a list",
         "Their marks are not those of a list, so they are shown as one paragraph, without line breaks.",
         "Write `1. ` or `- ` before each of them, or leave a line blank between them."),
    Kind("not-a-table", "warning", "Lines that look like a table",
         "Their bars are full-width, or the row of hyphens is missing, so they are shown as text.",
         "Write `|` between the cells, and a row such as `|---|---|` below the first."),
    Kind("not-a-quote", "warning", "A line that looks like a quote",
         "Its mark is full-width, so it is shown as text.",
         "Write `> `."),
    Kind("not-code", "warning", "Marks that look like those of code",
         "Full-width backticks, middle dots or quotation marks stand where backticks mark code, so they are shown.",
         "Write `` ` `` around code in a line, and ` ``` ` on lines before and after a block."),
    Kind("unknown-alert", "warning", "A quote that looks like an alert",
         "Its first line begins like that of an alert, but there is no such kind, or its marks are not exactly "
         "`[!kind]`.",
         "Use one of the kinds in [writing.md](writing.md#alerts)."),
    Kind("lazy-quote", "note", "A line that belongs to a quote by accident",
         "It directly follows a line of a quote without being marked as one, so it is part of the quote.",
         "Begin it with `>`, or leave a line blank before it."),
    Kind("became-heading", "warning", "A paragraph that is a heading by accident",
         "A line of hyphens or equals signs directly after a paragraph makes it a heading; this one is too long, or "
         "ends like a sentence.",
         "Leave a line blank between them."),
    Kind("became-code", "warning", "A paragraph that is code by accident",
         "It is indented by four spaces or a tab.",
         "Remove the indentation. Full-width spaces do no harm: they are not shown."),
    Kind("empty-link", "warning", "A link or an image without a target, or a link without a text",
         "Readers cannot follow, or do not see, it.",
         "Write `[text](address)`."),
    Kind("unknown-language", "note", "The language of a code block is not known",
         "The code is shown without colours.",
         "Correct the name; the hint suggests the nearest."),
    Kind("foreign-syntax", "warning", "Syntax of a different generator",
         "It has no meaning here and is shown as written. Each construct is reported once for each file, where it "
         "occurs first, with its count.",
         "[writing.md](writing.md#syntax-of-other-generators) says what to write instead."),
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
    Kind("withdrawn-target", "note", "A link to a withdrawn article",
         "The link leads to the notice that took the article's place, and pages mark it.",
         "Nothing, if the text is to keep it. Otherwise remove the link, or let it lead elsewhere."),
    Kind("proposed-title", "note", "A title was never confirmed",
         "The importer derived the title from the text, and the front matter still has `title_proposed: true`.",
         "Check the title, then remove that line.", key="title_proposed"),
    Kind("unused-tag", "note", "A tag without articles",
         "The term is in `content/tags.yaml`, but no article has it, not even a draft or a scheduled one.",
         "Remove it, or leave it for later articles."),
    Kind("no-sitemap-line", "note", "A robots.txt without the sitemap",
         "`content/robots.txt` replaces the one that Beilin makes, whose line `Sitemap:` tells search engines where "
         "the list of all pages is.",
         "Add the line that the hint gives."),
    Kind("unnamed-crawlers", "note", "A robots.txt without the crawlers that collect for AI",
         "`noai: true` in `site.yaml` forbids the site to them in the robots.txt that Beilin makes, which "
         "`content/robots.txt` replaces.",
         "Name them there, or remove the file or the setting."),
    Kind("unknown-licence", "warning", "A licence looks like an SPDX identifier and is none",
         "`license` may be any text, but programs understand SPDX identifiers, and only those have a link.",
         "Write the identifier that the hint names, or one of https://spdx.org/licenses/.", key="license"),
    Kind("unmarked-text", "warning", "The theme does not mark the text of articles",
         "The theme has the search page, but no element of an article's page has the attribute `data-search-text`. The "
         "search takes the text from there to prove its results and to show the places; without it, it shows titles "
         "only.",
         "Put the attribute on the element that holds the body, as the hint shows, or set `search: false`."),
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
         "`rename`, `tag` or `images` would break something, cannot write a file, or would change too much. Nothing "
         "was written.",
         "Do what the hint says, and run the command again."),
    Kind("cut-off", "warning", "A change was interrupted",
         "It has been completed, except in files that were edited after the interruption.",
         "Look at the files in the message with `git diff`."),
    Kind("not-fetched", "warning", "An image on another host was not fetched",
         "Its host refuses it, has it no longer, or cannot be reached; or it is not an image that browsers show, or "
         "larger than 25 MB. It remains as it was. `images fetch` asks again after an hour, for what is gone after "
         "a day.",
         "Open the address in a browser. Save the image under `content/` and refer to it there, or remove it."),
    Kind("not-saved", "warning", "A page of another site was not saved",
         "Its host refuses it, has it no longer, or cannot be reached; or its robots.txt forbids programs to request "
         "it, or it is larger than 20 MB. The next `snapshot` asks again.",
         "Open the address in a browser; save it there, or in a web archive, if it matters."),
)  # fmt: skip

FIXITY = (
    Kind("source-damaged", "error", "A kept source is not what its name says",
         "The name of a file in `sources/` begins with the SHA-256 of the bytes that were imported. These are others.",
         "Restore the file from Git, from a bag or from a backup."),
    Kind("source-missing", "warning", "A source is not kept",
         "`keep_sources: true` is set, but the bytes of the source that an import record names are not in `sources/`: "
         "they were removed, or the article was imported before that was set.",
         "Restore them, or import the source again."),
    Kind("record-damaged", "error", "An import record cannot be read",
         "Without it nobody can tell where the pieces of the source went, and `restore`, `source` and `confirm` do not "
         "work for the article.",
         "Restore the file from Git, from a bag or from a backup."),
    Kind("bit-rot", "error", "The bytes of a file changed silently",
         "They differ from those that the last build read or that git has, though the file has the same time and size, "
         "so no program wrote it in the usual way: the disk may be failing, or somebody set the time back.",
         "Restore the file, then check the disk."),
    Kind("uncommitted-change", "note", "A file changed, and no commit says so",
         "An article, a source or a record differs from what was committed, or is missing; without a repository, an "
         "imported article or image differs from what the import wrote. That may be an edit that is not committed yet.",
         "Commit the change if it was meant, and restore the file if not."),
)  # fmt: skip
