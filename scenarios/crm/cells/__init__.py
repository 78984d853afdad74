"""What stands in a cell: words, amounts and dates in the forms that exports use."""
