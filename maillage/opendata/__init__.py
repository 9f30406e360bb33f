"""National open data made usable: read, qualified, linked and counted, without Django nor network."""
