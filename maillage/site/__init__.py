"""The house's front door: settings, addresses, home, command line, server."""
