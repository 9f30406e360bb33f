"""Tests of Maillage: they mirror the rooms."""
