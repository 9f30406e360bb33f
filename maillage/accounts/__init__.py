"""People who sign in, what they may do, and the journal of what was decided."""
