"""Stable codes in place of people's names; who is who stays on this machine."""

import hashlib
import hmac
import json
import os
import re
import secrets
from pathlib import Path

from scenarios.base import Label
from scenarios.funnel import Funnel
from scenarios.scenario import Scenario
from scenarios.training import Training

MAPPING = "names.json"


class Codes:
    """One code for each rep, the same in every run, drawn with a secret that never leaves the folder of runs.

    Speaks for the reps of all the scenarios that a command shows.
    """

    def __init__(self, folder: Path, *scenarios: Scenario) -> None:
        self._path = folder / MAPPING
        known = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        self._secret: str = known.get("secret") or secrets.token_hex(16)
        self._names: dict[str, str] = known.get("names", {})
        reps = [rep for scenario in scenarios for rep in scenario.people.reps]
        self._by_id = {rep.id: self._code_of(rep.id) for rep in reps}
        self._by_name = {name: self._by_id[rep.id] for rep in reps for name in (rep.name.en, rep.name.zh)}
        self._longest_first = sorted((name for name in self._by_name if len(name) > 1), key=len, reverse=True)
        for rep in reps:
            self._names[self._by_id[rep.id]] = f"{rep.id} {rep.name.en} {rep.name.zh}"
        self._save()

    def code(self, name: str) -> str:
        """The code of a rep's id; anything else as it is."""
        return self._by_id.get(name, name)

    def text(self, words: str) -> str:
        """The same words with codes for names, and for ids in paths such as `people.reps[E101].skills`."""
        coded = re.sub(r"\breps\[([^\]]+)\]", lambda found: f"reps[{self.code(found[1])}]", words)
        for name in self._longest_first:
            if name not in coded:
                continue
            coded = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", self._by_name[name], coded)
        return coded

    def scenario(self, scenario: Scenario) -> Scenario:
        """The same scenario with codes for ids and names, also in what is said about it and its sources."""
        reps = tuple(
            rep.model_copy(update={"id": self.code(rep.id), "name": Label(en=code, zh=code)})
            for rep in scenario.people.reps
            for code in [self.code(rep.id)]
        )
        people = scenario.people.model_copy(update={"reps": reps})
        pipeline = tuple(
            row.model_copy(update={"rep": self.code(row.rep)}) if row.rep else row for row in scenario.opening.pipeline
        )
        opening = scenario.opening.model_copy(update={"pipeline": pipeline})
        sources = tuple(
            source.model_copy(update={"path": self.text(source.path), "source": self.text(source.source)})
            for source in scenario.sources
        )
        said = {"title": self._label(scenario.title), "about": self._label(scenario.about)}
        told = {"people": people, "opening": opening, "sources": sources, "funnel": self._funnel(scenario.funnel)}
        told["training"] = self._training(scenario.training)
        renamed = scenario.model_copy(update=told | said)
        return Scenario.model_validate(renamed.model_dump(by_alias=True))

    def _funnel(self, funnel: Funnel | None) -> Funnel | None:
        """The same funnel; who keeps more or less to the process stands under a code."""
        if funnel is None or funnel.process is None:
            return funnel
        keeping = tuple(
            line.model_copy(update={"rep": self.code(line.rep)}) if line.rep else line
            for line in funnel.process.keeping
        )
        return funnel.model_copy(update={"process": funnel.process.model_copy(update={"keeping": keeping})})

    def _training(self, training: Training | None) -> Training | None:
        """The same courses for people under codes."""
        if training is None:
            return None
        courses = tuple(
            course.model_copy(update={"reps": tuple(self.code(rep) for rep in course.reps)})
            for course in training.courses
        )
        return training.model_copy(update={"courses": courses})

    def _label(self, label: Label) -> Label:
        return Label(en=self.text(label.en), zh=self.text(label.zh))

    def _code_of(self, name: str) -> str:
        """Eight hexadecimal digits keyed by the secret, which nobody else can work out from the id."""
        digest = hmac.new(self._secret.encode(), name.encode(), hashlib.sha256).hexdigest()
        return f"rep-{digest[:8]}"

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        text = json.dumps({"secret": self._secret, "names": self._names}, ensure_ascii=False, indent=2)
        draft.touch(mode=0o600)  # before anything is in it
        draft.write_text(text + "\n", encoding="utf-8")
        os.replace(draft, self._path)
