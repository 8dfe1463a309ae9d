"""The records of runs that wrote many files, and how such a run is undone; also of imports from other generators."""
