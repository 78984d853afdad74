"""The files that a payroll run is given, deals and roster and more, as canonical tables; every fault has its place."""
