"""One reader per file format; each fills grids and knows nothing of what the cells mean."""
