"""The same year compiled: plain arrays, one rep after the other up to each month's end."""
