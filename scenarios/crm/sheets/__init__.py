"""From a file's bytes to a table of texts whose every row knows its line."""
