"""From canonical tables to numbers a scenario can hold, each with its interval and what it rests on."""
