"""What the guide's pages read, a constant number of queries each."""
