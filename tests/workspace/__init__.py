"""The members’ space."""
