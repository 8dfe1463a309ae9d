"""What can be wrong, how it is said, and where it stands in a source."""
