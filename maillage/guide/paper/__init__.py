"""The guide on paper: what goes in an edition, its composition, its freezing."""
