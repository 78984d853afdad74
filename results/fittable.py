"""What a company's files must hold to be fitted, and how it is said where they do not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
from pydantic import ValidationError

from results.fit_report.reading import Files
from scenarios.base import Problems
from scenarios.crm.fit.company import Fit
from scenarios.crm.fit.direct import DirectFit
from scenarios.crm.tables import LOST, WON, Company
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults

ABSURD = 50.0
"""Attainment at which sales and quotas cannot be counted in one unit."""
FEWEST, SHORTEST = 10, 14
"""Closed deals (or orders), and days, below which nothing is fitted."""


@contextmanager
def said_of(file: str, when: str = "") -> Iterator[None]:
    """What a fit or a scenario made of it cannot hold becomes faults of the file it was made from."""
    try:
        yield
    except ScenarioFaults:
        raise
    except ValidationError as error:
        raise ScenarioFaults(_unfit(error, file)) from error
    except ValueError as error:
        hint = "take a longer export, or one that has closed deals too"
        raise ScenarioFaults(
            [Fault(file, 0, "", f"cannot be fitted {when}: {error}".replace(" :", ":"), "", hint)]
        ) from error


def check_can_be_fitted(company: Company, day: pd.Timestamp | None, file: str) -> None:
    """What would leave a fit without anything to hold on to."""
    if company.opportunities is not None:
        rows = company.opportunities.rows
        came, told = rows["created"], "the first deal came in on"
        known = rows[rows["outcome"].isin([WON, LOST]) & rows["closed"].notna() & came.notna()]["closed"]
        last, what, hint = max(came.max(), rows["closed"].max()), "won or lost", "export closed opportunities, too"
    else:
        assert company.orders is not None
        rows = company.orders.rows
        came, told = rows["date"], "the first order is of"
        known, last, what, hint = came[rows["amount"] > 0], came.max(), "ordered", "take a longer list of orders"
    faults = []
    if day is not None and day < came.min():
        message = f"lies before everything: {told} {came.min().date()}"
        raise ScenarioFaults([Fault("--as-of", 0, "", message, str(day.date()))])
    if (seen := int((known < (day or last) + pd.Timedelta(days=1)).sum())) < FEWEST:
        faults.append(
            Fault(file, 0, "", f"too little to fit: {seen} {what}, and at least {FEWEST} are needed", "", hint)
        )
    if ((day or last) - came.min()).days < SHORTEST:
        message = f"too short to fit: less than {SHORTEST} days from the first ({came.min().date()}) to the last"
        faults.append(Fault(file, 0, "", message, "", "take a longer export"))
    if not (rows["owner"] != "").any():
        message = "nobody is named as the owner of anything, so there are no reps"
        faults.append(Fault(file, 0, "owner", message, "", "map the column that has the rep"))
    elif company.roster is not None and not rows["owner"].isin(there := company.roster.there(day or last)["id"]).any():
        hint = f"owners here: {_some(rows['owner'])}; there: {_some(there) or 'nobody'}"
        message = f"no owner is among those whom the roster has on {(day or last).date()}"
        faults.append(Fault(file, 0, "owner", message, "", hint))
    if faults:
        raise ScenarioFaults(faults)


def _some(names: pd.Series) -> str:
    return ", ".join(sorted(set(names) - {""})[:3])


def check_people(company: Company, fit: Fit | DirectFit, files: Files) -> None:
    """Somebody must be there on the day, and quotas must be of people who are."""
    reps = set(fit.reps)
    if company.quotas is not None and not (set(company.quotas.rows["owner"]) & reps):
        hint = f"owners there: {_some(company.quotas.rows['owner'])}; reps: {_some(pd.Series(fit.reps))}"
        message = f"nobody who is there on {fit.as_of.date()} has a quota"
        raise ScenarioFaults([Fault(str(files["quotas"]), 0, "owner", message, "", hint)])
    reached = fit.attainment.mean.value if fit.attainment is not None else 1.0
    if not 1 / ABSURD < reached < ABSURD:
        message = f"what was sold is {reached:.3g} times the quotas: the two seem to be counted in different units"
        hint = "say under `unit:` of the mapping what each counts in, such as 元 or 万元"
        raise ScenarioFaults([Fault(str(files["quotas"]), 0, "amount", message, "", hint)])


def _unfit(error: ValidationError, file: str) -> list[Fault]:
    """Where the fitted numbers do not make a scenario."""
    found = []
    errors = error.errors(include_url=False)
    places = [one["loc"] for one in errors]
    for one in errors:
        if any(place != one["loc"] and place[: len(one["loc"])] == one["loc"] for place in places):
            continue  # the list is too short because the items in it are faulty
        cause = one.get("ctx", {}).get("error")
        inner = cause.problems if isinstance(cause, Problems) else ()
        told = [((*one["loc"], *problem.path), problem.message, problem.got) for problem in inner]
        for loc, message, got in told or [(one["loc"], one["msg"], one["input"])]:
            shown = "" if got is None or isinstance(got, dict | list) else str(got)[:60]
            found.append(Fault(file, 0, _path(loc), f"does not make a scenario: {message}", shown))
    return list(dict.fromkeys(found))


def _path(loc: tuple[int | str, ...]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    return text.removeprefix(".")
