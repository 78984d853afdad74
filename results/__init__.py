"""What a simulated year means: estimates with intervals, comparisons, stored runs, tables and charts."""
