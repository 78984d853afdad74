"""Law 1: imports run one way, scenarios <- sim <- results <- optimizer <- cli."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["scenarios", "sim", "results", "optimizer", "cli"]  # lowest first
HEAVY = {"numpy", "pandas", "matplotlib", "numba", "scipy", "pyarrow"}  # each slows `--help` down


def imports(
    tree: ast.AST, package: list[str], typing: bool = False, top: bool = True
) -> Iterator[tuple[str, bool, bool]]:
    """Dotted names imported under a node, with: only for type checkers? at module level?"""
    guard = isinstance(tree, ast.If) and ast.unparse(tree.test).endswith("TYPE_CHECKING")
    guarded = tree.body if isinstance(tree, ast.If) and guard and not isinstance(tree.test, ast.UnaryOp) else []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            names = [".".join([*above, *filter(None, [node.module]), alias.name]) for alias in node.names]
        else:
            names = []
            inner = top and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            yield from imports(node, package, typing or node in guarded, inner)
        yield from ((name, typing or node in guarded, top) for name in names)


def names_random(tree: ast.AST, imported: set[str]) -> bool:
    """Whether a module names the standard or NumPy's random generators, imported or as an attribute."""
    numpy = {"np", "numpy"} | {
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "numpy" and alias.asname
    }
    return any(f"{name}.".startswith(("random.", "numpy.random.")) for name in imported) or any(
        isinstance(node, ast.Attribute)
        and node.attr == "random"
        and isinstance(node.value, ast.Name)
        and node.value.id in numpy
        for node in ast.walk(tree)
    )


def violations(root: Path) -> list[str]:
    """Every breach of the law in the tree at `root`, one line each."""
    files = [path for floor in FLOORS[:-1] for path in sorted((root / floor).rglob("*.py"))]
    files = [path for path in files if path.relative_to(root).parts[:2] != ("results", "runs")] + [root / "cli.py"]
    dotted = {path: list(path.relative_to(root).with_suffix("").parts) for path in files}
    modules = {".".join(p[:-1] if p[-1] == "__init__" else p): path for path, p in dotted.items()}
    found: list[str] = []
    graph: dict[str, list[str]] = {}
    for module, path in modules.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = list(imports(tree, dotted[path][:-1]))
        floor = FLOORS.index(module.split(".")[0])
        for name in sorted({name for name, _, _ in used}):
            first = name.split(".")[0]
            if first in FLOORS and FLOORS.index(first) > floor:
                found.append(f"{module} imports {name} from a higher floor")
            if first == "pulp" and module != "optimizer.solve":
                found.append(f"{module} imports pulp")
        if module != "sim.draws" and names_random(tree, {name for name, _, _ in used}):
            found.append(f"{module} names a random generator")
        if module == "cli":
            heavy = {n.split(".")[0] for n, typing, top in used if top and not typing} & HEAVY
            found += [f"cli imports {name} at module level" for name in sorted(heavy)]
        graph[module] = []
        for name in sorted({name for name, typing, _ in used if not typing}):
            target = name if name in modules else name.rpartition(".")[0]  # `from module import thing`
            if target in modules and target not in graph[module]:
                graph[module].append(target)
    done: set[str] = set()

    def visit(module: str, trail: list[str]) -> None:
        if module in trail:
            found.append("circle: " + " -> ".join([*trail[trail.index(module) :], module]))
        elif module not in done:
            for target in graph[module]:
                visit(target, [*trail, module])
            done.add(module)

    for module in graph:
        visit(module, [])
    return found


CLEAN = {
    "scenarios/__init__.py": "from .base import Base\n",
    "scenarios/base.py": "class Base: ...\n",
    "sim/__init__.py": "",
    "sim/draws.py": "import random\nimport numpy as np\nnp.random.default_rng(1)\n",
    "sim/engine.py": "from scenarios import Base\nfrom . import draws\nrng.random()\n",
    "results/__init__.py": "import pandas\nfrom sim.engine import run\n",
    "optimizer/__init__.py": "",
    "optimizer/solve.py": "import pulp\nfrom results import table\n",
    "cli.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas\n"
    "def main():\n    import numpy\n    from optimizer import solve\n",
}


def report(root: Path, changes: dict[str, str]) -> list[str]:
    """What the checker says of a small law-abiding tree with some files replaced."""
    for name, text in (CLEAN | changes).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return violations(root)


def test_this_project_keeps_the_law() -> None:
    assert all(list((ROOT / floor).glob("*.py")) for floor in FLOORS[:-1])
    assert violations(ROOT) == []


def test_checker_passes_a_tree_that_keeps_the_law(tmp_path: Path) -> None:
    assert report(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"scenarios/base.py": "import sim.new\n"},
            "scenarios.base imports sim.new from a higher floor",
        ),
        (
            {"sim/draws.py": "def f():\n    import optimizer\n"},
            "sim.draws imports optimizer from a higher floor",
        ),
        ({"results/a.py": "from cli import main\n"}, "results.a imports cli.main from a higher floor"),
        (
            {"sim/a.py": "from . import b\n", "sim/b.py": "def f():\n    from sim.a import x\n"},
            "circle: sim.a -> sim.b -> sim.a",
        ),
        (
            {"sim/a.py": "from .deep.c import x\n", "sim/deep/c.py": "from ..a import y\n"},
            "circle: sim.a -> sim.deep.c -> sim.a",
        ),
        ({"optimizer/__init__.py": "def f():\n    import pulp\n"}, "optimizer imports pulp"),
        ({"sim/engine.py": "from random import choice\n"}, "sim.engine names a random generator"),
        ({"sim/engine.py": "import numpy.random as nr\n"}, "sim.engine names a random generator"),
        ({"sim/engine.py": "from numpy import random as r\n"}, "sim.engine names a random generator"),
        ({"results/a.py": "def f(g: np.random.Generator): ...\n"}, "results.a names a random generator"),
        ({"results/a.py": "import numpy as n\nn.random.seed(1)\n"}, "results.a names a random generator"),
        ({"cli.py": "import click\nimport numpy as np\n"}, "cli imports numpy at module level"),
        (
            {"cli.py": "try:\n    from matplotlib import pyplot\nfinally:\n    pass\n"},
            "cli imports matplotlib at module level",
        ),
        ({"cli.py": "if not TYPE_CHECKING:\n    import pandas\n"}, "cli imports pandas at module level"),
    ],
)
def test_checker_reports_a_breach(tmp_path: Path, changes: dict[str, str], expected: str) -> None:
    assert report(tmp_path, changes) == [expected]


def test_checker_lets_a_circle_pass_that_only_type_checkers_see(tmp_path: Path) -> None:
    back = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sim.a import x\n"
    assert report(tmp_path, {"sim/a.py": "from . import b\n", "sim/b.py": back}) == []


def test_importing_cli_loads_nothing_heavy() -> None:
    """The import alone, in a fresh interpreter: what cli imports must not drag heavy packages in either."""
    code = f"import sys, cli; print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
