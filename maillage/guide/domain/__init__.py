"""Rules of the guide that need no database: what was asked, distances, outlines, vCards."""
