"""What every stage knows of text: characters, slugs, dates, strict YAML."""
