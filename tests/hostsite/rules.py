"""Finds CSS rules that reach beyond the plugin's own part of a page."""

from __future__ import annotations

import re

COMMENT = re.compile(r"/\*.*?\*/", re.S)
STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
#: Rules that contain others, and rules that name no element.
NESTING = ("@media", "@supports", "@layer", "@container")
NAMELESS = ("@font-face", "@keyframes", "@page", "@property")


def rules_outside(css: str, scope: str) -> list[str]:
    """Selectors that apply elsewhere than inside (or to) elements with the scope's class."""
    outside, rest = [], STRING.sub('""', COMMENT.sub("", css))
    while "{" in rest:
        head, _, rest = rest.partition("{")
        selector = head.rsplit(";", 1)[-1].strip(" \n\t}")
        if selector.startswith(NESTING):
            continue
        _block, rest = split_block(rest)
        if not selector.startswith(NAMELESS):
            outside += [one for one in alternatives(selector) if scope not in one]
    return outside


def split_block(text: str) -> tuple[str, str]:
    """What a block holds, and what follows it."""
    depth = 1
    for place, character in enumerate(text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return text[:place], text[place + 1 :]
    return text, ""


def alternatives(selector: str) -> list[str]:
    """The selectors of a list; commas inside brackets separate nothing."""
    found, depth = [""], 0
    for character in selector:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return [one.strip() for one in found if one.strip()]
