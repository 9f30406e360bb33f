"""Fetches the official files, and the answers of the public company search, where there is a network."""
