"""Tests of the migration of other generators' sites."""
