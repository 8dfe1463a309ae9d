"""What this environment has, and what it lacks for Beilin."""
