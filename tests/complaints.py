"""Every text that the errors of a module are made of, found in its source.

A text is followed from the call that makes the error to where it is written: through names, tables, the
functions of the module that return it, and the arguments that their callers hand over. What is filled in
differs each time and is a hole, `{}`; the texts that a hole can hold are found as well.
"""

import ast
import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


def _parsed(text: str) -> ast.Module:
    # A collection that runs code while a tree is built confuses Python 3.11 (python/cpython#106905).
    gc.disable()
    try:
        return ast.parse(text)
    finally:
        gc.enable()


ERRORS = {"DocumentError", "FetchError", "ForbiddenAddress", "NotFound", "UsageError", "WartaError"}


@dataclass
class Source:
    """A module as a tree, with what its names are given anywhere in it."""

    path: Path
    tree: ast.Module = field(init=False)
    functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = field(default_factory=dict)
    values: dict[str, list[ast.expr]] = field(default_factory=dict)
    calls: list[ast.Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tree = _parsed(self.path.read_text(encoding="utf-8"))
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions[node.name] = node
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    self._bind(target, node.value)
            elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                self._bind(node.target, node.value)
            elif isinstance(node, ast.comprehension | ast.For):
                self._bind(node.target, node.iter)
            elif isinstance(node, ast.Call):
                self.calls.append(node)
        self._bind_arguments()

    def _bind(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.values.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple):
            parts = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
            for one, part in zip(target.elts, parts, strict=False):
                self._bind(one, part)

    def _bind_arguments(self) -> None:
        for call in self.calls:
            if isinstance(call.func, ast.Name) and (function := self.functions.get(call.func.id)):
                names = [one.arg for one in function.args.args]
                for name, value in zip(names, call.args, strict=False):
                    self.values.setdefault(name, []).append(value)
                for keyword in call.keywords:
                    if keyword.arg:
                        self.values.setdefault(keyword.arg, []).append(keyword.value)

    def texts(self) -> dict[str, int]:
        """The texts of the module's errors, each with the line where it is written."""
        found: dict[str, int] = {}
        seen: set[int] = set()
        for call in self.calls:
            if isinstance(call.func, ast.Name) and call.func.id in ERRORS:
                for value in (*call.args, *(one.value for one in call.keywords)):
                    for text, line in self._texts(value, seen):
                        if any(map(str.isalpha, text.replace("{}", ""))):
                            found.setdefault(text, line)
        return found

    def _texts(self, node: ast.AST, seen: set[int]) -> Iterator[tuple[str, int]]:
        if id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno
        elif isinstance(node, ast.JoinedStr):
            parts = (str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
            yield "".join(parts), node.lineno
        for one in self._leading_to(node):
            yield from self._texts(one, seen)

    def _leading_to(self, node: ast.AST) -> list[ast.expr]:
        """The expressions of which `node` may be one."""
        match node:
            case ast.JoinedStr():
                return [one.value for one in node.values if isinstance(one, ast.FormattedValue)]
            case ast.Name(id=name):
                return self.values.get(name, [])
            case ast.Call():
                return self._called(node)
            case ast.Dict() | ast.BoolOp():
                return node.values
            case ast.IfExp():
                return [node.body, node.orelse]
            case ast.Tuple() | ast.List():
                return node.elts
            case ast.Subscript() | ast.Starred() | ast.Await():
                return [node.value]
            case ast.GeneratorExp():
                return [node.elt]
        return []

    def _called(self, call: ast.Call) -> list[ast.expr]:
        """What a call may return: of a function of the module, of `next`, of a table."""
        match call.func:
            case ast.Name(id=name) if name in self.functions:
                inside = ast.walk(self.functions[name])
                return [one.value for one in inside if isinstance(one, ast.Return) and one.value is not None]
            case ast.Name(id="next"):
                return call.args
            case ast.Attribute(value=ast.Name() as owner, attr="get"):
                return [owner, *call.args[1:]]
        return []
