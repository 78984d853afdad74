"""The rules of a sales office as pure formulas: from a uniform number to what happened."""
