"""What a command was asked about: a scenario or a stored run, and one of its reps; what is not found is a fault."""

from __future__ import annotations

from pathlib import Path

from results import store
from results.report.stored import read_stored
from results.work import Options
from scenarios.faults import Fault, did_you_mean
from scenarios.load import bundled, read
from scenarios.scenario import Scenario


def scenario_asked(source: str | None, options: Options, faults: list[Fault]) -> tuple[Scenario | None, int]:
    """A bundled scenario, a file, or the scenario and the seed of a stored run. Of options: `overrides`, `seed`."""
    seed = options.get("seed", 1)
    if source is None:
        return None, seed
    if source in bundled() or Path(source).is_file() or not _is_run(source):
        scenario, found = read(source, options.get("overrides", ()))
        faults += found
        return scenario, seed
    stored = read_stored((source,)).runs
    if not stored:
        faults.append(Fault(source, 0, "", "is a finding, not a run", "", "name a run that run or compare left"))
        return None, seed
    if stored[0].manifest.anonymised:
        message = "was stored under codes, and chance follows ids, so that its year cannot be lived again"
        faults.append(Fault(source, 0, "", message, "", "name the scenario it was made from"))
        return None, seed
    return stored[0].scenario, stored[0].manifest.seed


def _is_run(source: str) -> bool:
    """Whether a folder, here or among the runs, is meant; also by its name without the hash."""
    home = store.home()
    return any(path.is_dir() for path in (Path(source), home / source)) or (
        bool(source) and home.is_dir() and any(path.name.rpartition("-")[0] == source for path in home.iterdir())
    )


def rep_asked(scenario: Scenario, rep: str, faults: list[Fault]) -> int | None:
    """The place in the roster of a rep named by id, or by a name that one person has."""
    reps = scenario.people.reps
    for places in (
        [i for i, each in enumerate(reps) if each.id == rep],
        [i for i, each in enumerate(reps) if rep in (each.name.en, each.name.zh)],
    ):
        if len(places) == 1:
            return places[0]
        if places:
            ids = ", ".join(reps[i].id for i in places)
            faults.append(Fault("--rep", 0, "", f"several people have that name; name one of {ids}", rep))
            return None
    hint = did_you_mean(rep, [word for each in reps for word in (each.id, each.name.en, each.name.zh)])
    message = f"nobody on the roster of {len(reps)} has that id or name"
    faults.append(Fault("--rep", 0, "", message, rep or '""', hint or f"such as {reps[0].id}"))
    return None
