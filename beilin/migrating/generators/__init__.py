"""What is particular to each generator. `table.py` lists them all."""
