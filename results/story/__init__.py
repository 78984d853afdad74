"""One rep's year or one lead's life told from the log: what happened when, in words."""
