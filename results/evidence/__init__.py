"""Published field results held against the simulator: what was found, what comes out here, and the verdict."""

from results.evidence.book import BOOK, CLAIMS

__all__ = ["BOOK", "CLAIMS"]
