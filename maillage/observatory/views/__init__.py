"""The pages of the observatory: the diagnosis, the practices, the data, the review of links."""
