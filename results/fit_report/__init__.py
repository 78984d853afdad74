"""What a fit found, part by part, as facts with their intervals and sentences in two languages."""
