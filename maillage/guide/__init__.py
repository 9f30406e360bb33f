"""The who's who of the territory: on the web, in files, on other sites, on paper."""
