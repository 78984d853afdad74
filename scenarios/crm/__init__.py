"""A company's own files: exports and rosters become canonical tables, and tables become fitted scenario sections."""
