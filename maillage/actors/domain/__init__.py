"""Rules about actors that need no database: which fact wins, what may be shown, what is missing."""
