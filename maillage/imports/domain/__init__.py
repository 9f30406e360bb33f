"""Rules of imports that need no database: columns, values, positions, matching, plan."""
