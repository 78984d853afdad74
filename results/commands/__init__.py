"""The command line's larger groups: parse, call, print."""
