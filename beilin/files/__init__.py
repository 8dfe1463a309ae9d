"""What lies where in a folder, and files that are replaced whole or not at all."""
