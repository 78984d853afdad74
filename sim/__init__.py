"""A scenario lived through: the same year told by SimPy and computed by a compiled kernel."""
