"""How pages become code: saying a text and laying a component is one call of a function each."""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import Any, Final, TypeGuard

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import exported
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

_TEXT, _COMPONENTS, _CALLER = "_", "ui", "caller"
_MACRO: Final = re.compile(r"def macro\((.*)\):")
_TAKEN: Final = {*exported, "environment", "context", "resolve", "undefined", "concat", "said"}


def shown(value: object) -> str:
    """Escaped. `escape` would make markup of it too, eight times as dear, and nobody asks."""
    if type(value) is str:
        safe: str = _escape_inner(value)
        return safe
    return value if type(value) is Markup else escape(value)


class Lean(CodeGenerator):
    """Where Jinja2 asks at every call what is called and how it takes its arguments, we know.

    A macro becomes a plain function that returns markup; `_("…")` becomes a look-up; what does
    not ask for the context is called straight away, without it.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        self._macros = {macro.name for macro in node.find_all(nodes.Macro)}
        self._parameters: dict[str, str] = {}
        super().visit_Template(node, frame)
        self.writeline("from digione.foundation.ui.compiling import shown as escape")
        self.writeline("from digione.foundation.ui.showing import said")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if self._asks_for_context(node.node, frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self._visit_called(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self._visit_named(node, frame)
        self.write("caller=caller)" if forward_caller else ")")

    def _visit_called(self, node: nodes.Expr, frame: Frame) -> None:
        if _is(node, _TEXT):
            self.write("said")
        elif _is_component(node):
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            self.visit(node, frame)

    def _visit_named(self, node: nodes.Call, frame: Frame) -> None:
        """`**{…}` where the name is one of Python's own words, such as `class`."""
        for named in node.kwargs:
            name = named.key
            self.write(f"**{{{name!r}: " if iskeyword(name) else f"{name}=")
            self.visit(named.value, frame)
            self.write("}, " if iskeyword(name) else ", ")
        for stars, further in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if further is not None:
                self.write(stars)
                self.visit(further, frame)
                self.write(", ")

    def _asks_for_context(self, called: nodes.Expr, frame: Frame) -> bool:
        if _is(called, _TEXT) and frame.eval_ctx.autoescape:
            return False
        known = self.environment.globals
        return isinstance(called, nodes.Name) and hasattr(known.get(called.name), "jinja_pass_arg")

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        if macro := _MACRO.fullmatch(x):
            # l_1_text is the variable of the parameter `text`
            self._parameters = {one: one.split("_", 2)[2] for one in macro[1].split(", ") if one}
            x = f"def macro({', '.join(map(self._parameter, self._parameters.values()))}):"
        super().writeline(x, node, extra)

    def _parameter(self, name: str) -> str:
        if name in _TAKEN or iskeyword(name) or name == "varargs":
            self.fail(f"a macro cannot have a parameter called {name!r}", 1)
        return "**kwargs" if name == "kwargs" else f"{name}=missing"

    def push_parameter_definitions(self, frame: Frame) -> None:
        """The body of a macro begins here."""
        for variable, name in self._parameters.items():
            none = f'undefined(name="{name}") if {name} is missing else ' if name == _CALLER else ""
            self.writeline(f"{variable} = {none}{name}")
        self._parameters = {}
        super().push_parameter_definitions(frame)

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        super().return_buffer_contents(frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("macro")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        """Nothing where `x if y` is not: Jinja2 would make an object that knows its line."""
        node.expr2 = node.expr2 or nodes.Const("")
        super().visit_CondExpr(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and self._gives_markup(node):
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _gives_markup(self, node: nodes.Expr) -> bool:
        if not isinstance(node, nodes.Call):
            return False
        ours = isinstance(node.node, nodes.Name) and node.node.name in self._macros
        return ours or _is_component(node.node) or _is(node.node, _TEXT) or _is(node.node, _CALLER)


def _is(node: nodes.Expr, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def _is_component(node: nodes.Expr) -> TypeGuard[nodes.Getattr]:
    return isinstance(node, nodes.Getattr) and _is(node.node, _COMPONENTS)
