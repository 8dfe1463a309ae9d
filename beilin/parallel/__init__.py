"""Batches of pure work, in this process or in others."""
