"""Tests of the proof that a conversion loses nothing."""
