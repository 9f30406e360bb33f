"""Maillage: set up and run a territorial pole of the social and solidarity economy."""
