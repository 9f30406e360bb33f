"""Pure words and arithmetic shared by every room: identifiers, text, names of organisations, vocabularies."""
