"""The demonstration territory: its named actors, its invented ones, their local lists and the loader."""
