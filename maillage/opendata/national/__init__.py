"""One pass over the whole country: the ESS extract, and the counts of every territory."""
