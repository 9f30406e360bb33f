"""What imports write: prepare a batch, run it by chunks, undo it whole, decide on doubtful pairs."""
