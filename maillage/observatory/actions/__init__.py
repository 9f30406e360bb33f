"""What the observatory writes: grids of practices, diagnoses."""
