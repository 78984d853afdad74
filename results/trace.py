"""One year in full: every event in order, and every rep's pay statement, as files to open in a spreadsheet."""

from dataclasses import asdict, replace

import pandas as pd

from results.store import Store, write_text
from scenarios.scenario import Scenario
from sim.draws import name_id
from sim.engine import Engine, prepare, trace
from sim.pay.payees import payees_of
from sim.pay.statement import statements


def write_trace(scenario: Scenario, seed: int, engine: Engine, store: Store, per_rep: bool) -> list[str]:
    """Writes the first replication's events, and with `per_rep` its pay; says where. Pay events need `per_rep` too."""
    year = prepare(scenario, seed)
    panel, log = trace(year, 0, engine)
    names = [measure.name for measure in year.measures]
    coded = [store.code(rep.id) for rep in scenario.people.reps]
    events = pd.DataFrame(log.entries)
    events["measure"] = [names[i] for i in events["measure"]]
    events["rep"] = [coded[i] for i in events["rep"]]
    # A rep's own word follows from the id, so that anybody could look it up: under codes it is the code.
    own = {name_id("rep", rep.id): code for rep, code in zip(scenario.people.reps, coded, strict=True)}
    events["who"] = [own[who] if store.codes and who in own else f"{who:016x}" for who in events["who"]]
    if not per_rep:
        # What is counted for the plan may be the pay of a deal.
        events = events[~events["measure"].str.startswith(("pay:", "counted:"))]
    path = store.folder / "trace.csv"
    write_text(path, events.to_csv(index=False))
    notes = [f"events of the first year in {path}"]
    if per_rep:
        people = payees_of(scenario)
        if store.codes:
            people = replace(people, ids=tuple(coded), names=tuple(coded))
        lines = [asdict(line) for line in statements(scenario, year.world.pay, panel.values[0], people)]
        path = store.folder / "statements.csv"
        write_text(path, pd.DataFrame(lines).to_csv(index=False))
        notes.append(f"pay statements of the first year in {path}")
    return notes
