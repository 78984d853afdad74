"""Outcomes as people read them: tables, JSON and charts, in English or Chinese."""
