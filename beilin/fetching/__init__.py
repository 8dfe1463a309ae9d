"""Images on other hosts, brought into the archive."""
