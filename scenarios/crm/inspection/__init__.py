"""A first look at files: what each column seems to be, what stands out, and a mapping to edit."""
