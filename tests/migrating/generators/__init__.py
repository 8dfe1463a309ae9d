"""Tests of what each generator publishes, and of its settings."""
