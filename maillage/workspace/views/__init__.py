"""Pages of the members' space; each says who may."""
