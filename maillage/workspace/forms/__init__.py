"""Forms of the members' space."""
