"""Guards of the house: what no review should have to catch twice."""
