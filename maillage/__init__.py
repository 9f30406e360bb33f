"""Maillage: set up and run a territorial pole of the social and solidarity economy."""

__version__ = "0.1.0"
