"""Linkage: which rows of two lists, or of one, are the same organisation; how sure, and why."""

from .linking import CERTAIN, REVIEW, Linked, dedupe, link
from .model import read_model
from .reading import COLUMNS, LinkageError

__all__ = ["CERTAIN", "COLUMNS", "REVIEW", "LinkageError", "Linked", "dedupe", "link", "read_model"]
