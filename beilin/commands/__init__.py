"""Arguments and messages of the command line, one file for each group of commands."""
