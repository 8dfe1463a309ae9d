"""What the exports of blogs have in common: large files of XML or JSON, dates, old addresses, comments."""
