"""What the guide's templates need beyond the components of the house."""
