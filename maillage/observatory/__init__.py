"""The territory seen from open data: its diagnosis, the practices of its collectivities."""
