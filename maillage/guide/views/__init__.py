"""The guide's pages, files and feeds."""
