"""The mapping file: what a person says of the columns, stages and forms of an export."""
