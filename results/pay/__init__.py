"""Pay as a user meets it: statements, replays, checks, curves and letters."""
