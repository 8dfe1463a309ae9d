"""Text, as every stage uses it: characters, slugs, dates, languages, strict YAML."""
