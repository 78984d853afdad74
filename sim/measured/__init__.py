"""What is counted only where a scenario has it: one file for each part of the sales world."""
