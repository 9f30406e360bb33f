"""One folder for each public source: its sheet, its reader, its expected loss."""
