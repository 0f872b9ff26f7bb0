"""The architecture as a test: an import only goes down the layers, never round, never inside a function."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LAYERS = (
    {"common"},
    {"eforms", "workflow", "deadlines", "accounts", "agencies", "audit"},
    {"procedures", "payments", "vault", "notifications", "exchange", "reception"},
    {"dossiers"},
    {"reports"},
    {"portal"},
)
LEVEL = {package: level for level, packages in enumerate(LAYERS) for package in packages}
# architecture.md: packages of one layer do not import each other, except these two.
SIDEWAYS = {("deadlines", "agencies"), ("accounts", "agencies")}
# The one import that must wait until Django is ready.
LATE = {("portal/apps.py", "portal")}


def sources() -> list[Path]:
    return sorted(path for package in LEVEL for path in (ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """(first-party module, whether inside a function) of every import in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(node) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(f)}
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module]
        for name in names:
            if name.split(".")[0] in LEVEL:
                yield name, id(node) in inside


def allowed(source: str, target: str) -> bool:
    return source == target or LEVEL[target] < LEVEL[source] or (source, target) in SIDEWAYS


def test_the_rule_knows_wrong_directions() -> None:
    assert allowed("dossiers", "vault")
    assert allowed("accounts", "agencies")
    assert not allowed("vault", "dossiers")
    assert not allowed("eforms", "workflow")
    assert not allowed("agencies", "accounts")


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_go_down(path: Path) -> None:
    source = path.relative_to(ROOT).parts[0]
    for name, inside in imports(path):
        target = name.split(".")[0]
        assert allowed(source, target), f"{path.relative_to(ROOT)} imports {name}: {source} may not reach {target}"
        late = (str(path.relative_to(ROOT)), target) in LATE
        assert late or not inside, f"{path.relative_to(ROOT)} imports {name} inside a function"


def test_no_cycle_between_modules() -> None:
    """Inside one package too: a module never comes back to itself through others."""
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sources()}
    graph = {name: {target for target in _targets(path, modules) if target != name} for name, path in modules.items()}
    done: set[str] = set()
    for name in graph:
        _walk(name, graph, done, [])


def _targets(path: Path, modules: dict[str, Path]) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield from [full] if full in modules else [node.module] if node.module in modules else []
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)


def _walk(name: str, graph: dict[str, set[str]], done: set[str], trail: list[str]) -> None:
    assert name not in trail, "cycle: " + " → ".join([*trail[trail.index(name) :], name])
    if name in done:
        return
    for target in graph[name]:
        _walk(target, graph, done, [*trail, name])
    done.add(name)
