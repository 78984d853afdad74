"""A fitted company as a scenario: its sections, each number with where it came from."""
