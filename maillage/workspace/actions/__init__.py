"""Writes of the members' space: one verb, one transaction, one journal entry."""
