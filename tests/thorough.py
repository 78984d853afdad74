"""How many examples tests on random input try: `make verify` tries three times as many as `make test`."""

import os

THOROUGH = 3 if os.environ.get("THOROUGH") else 1


def times(examples: int) -> int:
    """Examples of one test."""
    return examples * THOROUGH
