"""Stable codes in place of people's names; who is who stays on this machine."""

import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from scenarios.base import Label
from scenarios.scenario import Scenario

MAPPING = "names.json"


class Codes:
    """One code for each rep, the same in every run, drawn with a secret that never leaves the folder of runs."""

    def __init__(self, folder: Path, scenario: Scenario) -> None:
        self._path = folder / MAPPING
        known = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        self._secret: str = known.get("secret") or secrets.token_hex(16)
        self._names: dict[str, str] = known.get("names", {})
        self._by_id = {rep.id: self._code_of(rep.id) for rep in scenario.people.reps}
        for rep in scenario.people.reps:
            self._names[self._by_id[rep.id]] = f"{rep.id} {rep.name.en} {rep.name.zh}"
        self._save()

    def code(self, name: str) -> str:
        """The code of a rep's id; anything else as it is."""
        return self._by_id.get(name, name)

    def scenario(self, scenario: Scenario) -> Scenario:
        """The same scenario with codes for ids and names."""
        reps = tuple(
            rep.model_copy(update={"id": self.code(rep.id), "name": Label(en=code, zh=code)})
            for rep in scenario.people.reps
            for code in [self.code(rep.id)]
        )
        people = scenario.people.model_copy(update={"reps": reps})
        renamed = scenario.model_copy(update={"people": people})
        return Scenario.model_validate(renamed.model_dump(by_alias=True))

    def _code_of(self, name: str) -> str:
        """Eight hexadecimal digits keyed by the secret, which nobody else can work out from the id."""
        digest = hmac.new(self._secret.encode(), name.encode(), hashlib.sha256).hexdigest()
        return f"rep-{digest[:8]}"

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        text = json.dumps({"secret": self._secret, "names": self._names}, ensure_ascii=False, indent=2)
        draft.write_text(text + "\n", encoding="utf-8")
        draft.chmod(0o600)
        os.replace(draft, self._path)
