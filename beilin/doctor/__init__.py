"""What this machine and an archive have and lack for Beilin."""
