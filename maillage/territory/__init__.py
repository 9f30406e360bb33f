"""Communes of France and the free sets of them that a Pôle works on."""
