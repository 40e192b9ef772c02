"""What a template may contain: an allow-list of syntax nodes, checked when it is saved.

Jinja's sandbox stops escapes but meters nothing (design: it has no limit on time or size), so a
template gets output, names, attributes, filters without arguments, if/else, and one level of
`for` over the message's lines or totals. No arithmetic, call, subscript, macro, import or set.
"""

import re
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quittance.platform.errors import FieldError
from quittance.templates.errors import TemplateRefused
from quittance.templates.filters import FILTER_NAMES
from quittance.templates.tags import closest
from quittance.templates.variable import TABLE
from quittance.templates.variables import BY_NAME, LOOPS, TESTABLE

MAX_SOURCE = 20_000
MAX_TAGS = 200
MAX_TAG_LENGTH = 200
MAX_DEPTH = 6
MOST_FAULTS = 20
_TAG = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)
_parser = ImmutableSandboxedEnvironment(autoescape=True)

PRINTABLE = frozenset(name for name, variable in BY_NAME.items() if variable.type is not TABLE)


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """What is refused, in French, on which line; a name nobody knows, and the nearest known."""

    code: str
    message_fr: str
    line: int
    name: str = ""
    near: str | None = None


def check(source: str) -> tuple[SyntaxFault, ...]:
    """What the source does that a template may not do, the first faults; empty means it renders."""
    too_much = _measure(source)
    if too_much is not None:
        return (SyntaxFault("template_too_long", too_much, 1),)
    try:
        tree = _parser.parse(source)
    except TemplateSyntaxError as error:
        sentence = "Cette balise n’est pas lisible : vérifiez les accolades et les « endif »."
        return (SyntaxFault("template_unreadable", sentence, error.lineno),)
    except RecursionError:
        return (SyntaxFault("template_too_deep", "Trop de conditions imbriquées.", 1),)
    faults: list[SyntaxFault] = []
    _statements(tree.body, _Scope(), faults)
    return tuple(faults)


def require(source: str, field: str = "body") -> None:
    """Refuse a source that `check` finds fault with."""
    faults = check(source)
    if faults:
        raise TemplateRefused(
            f"Line {faults[0].line}: {faults[0].message_fr}",
            errors=tuple(
                FieldError((field, fault.line), fault.message_fr, fault.code) for fault in faults
            ),
        )


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where we are: the loop variable and its fields, and how deep."""

    loop_name: str | None = None
    loop_fields: frozenset[str] = frozenset()
    depth: int = 0

    def deeper(self) -> "_Scope":
        return _Scope(self.loop_name, self.loop_fields, self.depth + 1)


def _measure(source: str) -> str | None:
    if len(source) > MAX_SOURCE:
        return f"Le modèle dépasse {MAX_SOURCE} caractères."
    tags = _TAG.findall(source)
    if len(tags) > MAX_TAGS:
        return f"Le modèle contient plus de {MAX_TAGS} balises."
    if any(len(tag) > MAX_TAG_LENGTH for tag in tags):
        return f"Une balise dépasse {MAX_TAG_LENGTH} caractères."
    return None


def _statements(body: list[nodes.Node], scope: _Scope, faults: list[SyntaxFault]) -> None:
    if scope.depth > MAX_DEPTH:
        faults.append(SyntaxFault("template_too_deep", "Trop de conditions imbriquées.", 1))
        return
    for node in body:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        _printed(part, scope, faults)
            case nodes.If():
                _tested(node.test, scope, faults)
                for branch in (node.body, node.elif_, node.else_):
                    _statements([*branch], scope.deeper(), faults)
            case nodes.For():
                _loop(node, scope, faults)
            case _:
                faults.append(_forbidden(node))


def _loop(node: nodes.For, scope: _Scope, faults: list[SyntaxFault]) -> None:
    iterated, target = node.iter, node.target
    if (
        not isinstance(iterated, nodes.Name)
        or not isinstance(target, nodes.Name)
        or iterated.name not in LOOPS
        or node.recursive
        or node.test
        or node.else_
        or scope.loop_name is not None
    ):
        sentence = "Une boucle s’écrit « for line in lines », sans autre boucle dedans."
        faults.append(SyntaxFault("template_loop_refused", sentence, node.lineno))
        return
    if target.name in _NAMESPACES or target.name.startswith("_"):
        sentence = f"« {target.name} » est déjà le nom d’une variable."
        faults.append(SyntaxFault("template_loop_refused", sentence, node.lineno))
        return
    inner = _Scope(target.name, LOOPS[iterated.name], scope.depth + 1)
    _statements(node.body, inner, faults)


def _printed(node: nodes.Node, scope: _Scope, faults: list[SyntaxFault]) -> None:
    if len(faults) >= MOST_FAULTS:  # looking for the nearest name is slow; these are enough to mend
        return
    while isinstance(node, nodes.Filter):
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs or node.node is None:
            sentence = f"Le filtre « {node.name} » s’écrit sans parenthèses."
            faults.append(SyntaxFault("template_filter_refused", sentence, node.lineno))
        if node.name not in FILTER_NAMES:
            faults.append(_unknown("filter", node.name, FILTER_NAMES, node.lineno))
        if node.node is None:
            return
        node = node.node
    path = _path(node)
    if path is None:
        faults.append(_forbidden(node))
        return
    loop_name, _, field = path.partition(".")
    if scope.loop_name is not None and loop_name == scope.loop_name:
        if field not in scope.loop_fields:
            known = {f"{loop_name}.{name}" for name in scope.loop_fields}
            faults.append(_unknown("variable", path, known, node.lineno))
    elif path not in PRINTABLE:
        faults.append(_unknown("variable", path, PRINTABLE, node.lineno))


def _tested(node: nodes.Node, scope: _Scope, faults: list[SyntaxFault]) -> None:
    if isinstance(node, nodes.Filter):
        faults.append(_forbidden(node))
    elif _path(node) not in TESTABLE:
        _printed(node, scope, faults)


def _path(node: nodes.Node) -> str | None:
    """`contact.first_name` for a name and its attributes; None for anything else."""
    parts: list[str] = []
    while isinstance(node, nodes.Getattr):
        parts.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        return None
    return ".".join([node.name, *reversed(parts)])


def _unknown(what: str, name: str, known: frozenset[str] | set[str], line: int) -> SyntaxFault:
    near = closest(name, known)
    gender = "Variable inconnue" if what == "variable" else "Filtre inconnu"
    sentence = f"{gender} « {name} »."
    if near is not None:
        label = f" ({BY_NAME[near].label})" if near in BY_NAME else ""
        sentence += f" Vouliez-vous dire « {near} »{label} ?"
    return SyntaxFault(f"template_{what}_unknown", sentence, line, name, near)


def _forbidden(node: nodes.Node) -> SyntaxFault:
    sentence = "Un modèle ne contient que des variables, des filtres, des « if » et un « for »."
    return SyntaxFault("template_syntax_refused", sentence, node.lineno)


_NAMESPACES = frozenset(name.partition(".")[0] for name in BY_NAME) | LOOPS.keys()
