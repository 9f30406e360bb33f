"""Keeping the guide true: claims, edits by the structures, corrections, freshness campaigns, consent."""
