"""What a person may write: a company, its people, its targets, its plan and its market, as frozen data."""
