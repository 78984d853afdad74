"""From tables of texts to canonical tables, or every fault at once."""
