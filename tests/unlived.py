"""Keeps tests that `make test` runs beside the compiler to what they are there for: none of them lives a year.

A year would have them compile the simulator a second time. Used as `pytest -p tests.unlived`.
"""

from typing import Any

import pytest

import sim.engine
import sim.kernel.run


def pytest_configure(config: pytest.Config) -> None:
    """Both engines refuse."""

    def refuse(*about: Any, **more: Any) -> None:
        pytest.fail("a year is lived here: take this file out of UNLIVED in the Makefile")

    sim.kernel.run.live_years = refuse  # type: ignore[assignment]
    sim.engine.reference.live_year = refuse  # type: ignore[assignment]
