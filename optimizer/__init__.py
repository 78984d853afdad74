"""What to do about it: the floor on which targets, weights and curves will be searched. Nothing lives here yet."""
