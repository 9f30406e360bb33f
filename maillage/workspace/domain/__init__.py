"""The rules of the members' space, without a database and without a clock."""
