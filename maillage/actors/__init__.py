"""Actors of the social and solidarity economy, their initiatives, and where each fact comes from."""
