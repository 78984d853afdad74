"""How reps decide. A mind is given beliefs as data and knows no engine."""
