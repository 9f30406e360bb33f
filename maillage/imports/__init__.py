"""Local lists brought into the who's who: read, matched, previewed, run, undone."""
