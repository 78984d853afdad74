"""From a mapping file to a `Map` that knows where each of its words stands, or every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scenarios.crm.maps.map_words import UNDECIDED
from scenarios.crm.maps.mapping import Map
from scenarios.expected import Place
from scenarios.faults import Fault
from scenarios.load import ScenarioFaults
from scenarios.tree import Listing, Node, Scalar, Section, joined
from scenarios.verdicts import check
from scenarios.yaml_text import read_bytes, read_file


@dataclass(frozen=True)
class MapFile:
    """A mapping with its positions, so that a fault of the data can point at the line to edit."""

    map: Map
    tree: Section
    shown: str

    def fault(self, steps: tuple[str | int, ...], message: str, got: str = "", hint: str = "") -> Fault:
        """A fault at a place of the mapping, or at the nearest that is written."""
        place = Place(self.tree, "", self.tree.mark, [Map]).follow(steps)
        return Fault(self.shown, place.mark.line, place.path, message, got, hint)


def load_map(source: str | Path) -> MapFile:
    """The mapping in a file."""
    return _judged(*read_file(Path(source), str(source)), str(source))


def parse_map(text: str, shown: str = "map.yaml") -> MapFile:
    """The mapping in a text, as `load_map` reads it from a file."""
    return _judged(*read_bytes(text.encode("utf-8", "surrogatepass"), shown), shown)


def _judged(tree: Section | None, faults: list[Fault], shown: str) -> MapFile:
    if tree is None or faults:
        said = [replace(fault, message=fault.message.replace("a scenario is", "a mapping is")) for fault in faults]
        raise ScenarioFaults([replace(f, message=f.message.replace("`title:`", "`opportunities:`")) for f in said])
    asked = list(_undecided(tree, ""))
    made, found = check(tree, Map)
    spots = {(fault.line, fault.path) for fault in asked}
    asked += [fault for fault in found if (fault.line, fault.path) not in spots]
    if made is None or asked:
        raise ScenarioFaults(asked)
    return MapFile(made, tree, shown)


_ASKED = {
    "dates": "write ymd, dmy or mdy: the comment shows what the file holds",
    "unit": "write 元, 万元, thousand or a number",
    "timezone": 'write "+08:00", or a name such as Asia/Shanghai',
    "stages": "write open, won or lost",
    "statuses": "write open, won or lost",
    "decimal": 'write "." or ","',
    "columns": "write the heading of a column, or take the line out",
}


def _undecided(node: Node, path: str) -> Iterator[Fault]:
    """Every question mark that a drafted mapping left for a person."""
    if isinstance(node, Section):
        for key, inner in node.entries.items():
            yield from _undecided(inner, joined(path, key))
    elif isinstance(node, Listing):
        for name, item in zip(node.names, node.items, strict=True):
            yield from _undecided(item, f"{path}[{name}]")
    elif isinstance(node, Scalar) and node.value == UNDECIDED:
        hint = next((said for key, said in _ASKED.items() if key in path.split(".")), "")
        yield Fault(node.mark.file, node.mark.line, path, "is still to be decided", UNDECIDED, hint)
