"""The plan executed: one implementation for statements, simulation, the rep's decision and the optimizer."""
