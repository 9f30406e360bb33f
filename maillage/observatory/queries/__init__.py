"""What the pages of the observatory read."""
