"""What a year of the sales world shows beside sales and pay: each part only where the scenario has it."""
