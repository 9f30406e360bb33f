"""Reads of the members' space."""
