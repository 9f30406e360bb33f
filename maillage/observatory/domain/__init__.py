"""Pure rules of the observatory: no Django, no clock."""
