"""Stories told in a real browser, against the real product with the demonstration territory."""
