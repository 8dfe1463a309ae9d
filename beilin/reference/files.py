"""The files of the reference, and the words around their tables."""

from __future__ import annotations

import json

from beilin.config import CONFIG_FIELDS
from beilin.problems.kinds import GROUPS
from beilin.reading.front_matter_fields import front_matter_fields
from beilin.reading.tags import TERM_FIELDS
from beilin.reference.json_schema import Schema, schema_of, schema_of_entries
from beilin.reference.pages import example_of, hints_of, problem_list, table_of

_MADE = "<!-- Made from the reader's own table: python -m beilin.reference -->\n\n"

_FRONT_MATTER = """\
# Front matter

The front matter is YAML between two lines of three hyphens at the head of a Markdown file. Only `title` must be
there:

```yaml
---
{example}---
```

{table}
## How to write them

{hints}- Texts are taken as they are written: `on` and `12:30` are no traps. Put text that holds `: ` or begins with
  `&`, `*`, `!`, `[`, `{{` in quotes.
- An unknown key is an error, with the nearest known one; so are a key that stands twice, YAML's anchors and its tags.

## In your editor

[schemas/front-matter.schema.json](schemas/front-matter.schema.json) is a JSON Schema (draft 7) of this table. An
editor that applies it to front matter completes the keys, shows these descriptions, and marks what the build would
refuse; not every editor looks for YAML inside Markdown. In VS Code the extension remark (`unifiedjs.vscode-remark`)
does, through the rule `remark-lint-frontmatter-schema`, whose settings map the schema to `content/articles/*.md`. The
extension YAML (`redhat.vscode-yaml`) does not, but completes [site.yaml](site-yaml.md) and `content/tags.yaml`
without more.

Whatever the editor says, `build` and `serve` say all of it, and more: a schema does not know the calendar, nor which
tags there are.
"""

_SITE_YAML = """\
# site.yaml

The settings of an archive. `title` and `base_url` must be there:

```yaml
{example}```

{table}
{hints}
## In your editor

[schemas/site.schema.json](schemas/site.schema.json) is a JSON Schema (draft 7) of this table, and
[schemas/tags.schema.json](schemas/tags.schema.json) one of `content/tags.yaml`. In VS Code, with the extension YAML
(`redhat.vscode-yaml`), keys and their descriptions are completed, and faults marked as you type. This repository's
`.vscode/settings.json` says where the schemas are:

```json
{{
  "yaml.schemas": {{
    "./docs/schemas/site.schema.json": "/site.yaml",
    "./docs/schemas/tags.schema.json": "/content/tags.yaml"
  }}
}}
```

Other editors with the YAML language server take a line at the head of the file:
`# yaml-language-server: $schema=docs/schemas/site.schema.json`. In an archive outside of this repository,
`python -m beilin.reference docs` writes these pages and schemas into its `docs/`.

## content/tags.yaml

The tag authority: a term as key (its canonical name), and under it:

```yaml
open source:
{tags_example}```

{tags_table}"""


_PROBLEMS = """\
# Problems

Every message ends in a code in brackets: `content/articles/a.md:3:7: error: … [unknown-key]`. It says what kind of
problem it is, and stays the same whatever becomes of the message. An **error** keeps the site from being published, a
**warning** does not.

{problems}"""


def reference_files() -> dict[str, str]:
    """Every file of the reference, by its path under docs/."""
    front_matter = front_matter_fields("Asia/Taipei")
    return {
        "front-matter.md": _MADE
        + _FRONT_MATTER.format(
            example=example_of(front_matter), table=table_of(front_matter), hints=hints_of(front_matter)
        ),
        "site-yaml.md": _MADE
        + _SITE_YAML.format(
            example=example_of(CONFIG_FIELDS),
            table=table_of(CONFIG_FIELDS),
            hints=hints_of(CONFIG_FIELDS),
            tags_example="".join(f"  {line}\n" for line in example_of(TERM_FIELDS).splitlines()),
            tags_table=table_of(TERM_FIELDS),
        ),
        "problems.md": _MADE.replace("the reader's own table", "the table in beilin/problems/kinds.py")
        + _PROBLEMS.format(problems=problem_list(GROUPS)),
        "schemas/front-matter.schema.json": _json(schema_of("Front matter of an article or page", front_matter)),
        "schemas/site.schema.json": _json(schema_of("Settings of an archive", CONFIG_FIELDS)),
        "schemas/tags.schema.json": _json(schema_of_entries("Tag authority", "A term", TERM_FIELDS)),
    }


def _json(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
