"""A build from beginning to end, and what the last one left."""
