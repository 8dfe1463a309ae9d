"""Where each document and file of the old site goes, its address, and where links to it lead now."""
