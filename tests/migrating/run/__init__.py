"""Tests of the whole run of a migration."""
