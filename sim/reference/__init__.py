"""The same year as a story, told by SimPy: an office, its reps, their leads, the customers who pay."""
