"""Stored runs as one page that a leader reads in five minutes."""
