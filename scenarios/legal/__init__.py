"""What the law sets where people work: city profiles and rules as data, each number with its source and its status."""
