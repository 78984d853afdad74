"""Questions about one scenario that take more than one year to answer: where it is stuck, what each part adds."""
