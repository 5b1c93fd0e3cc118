"""The finder of rules that reach too far finds them."""

from __future__ import annotations

import pytest

from tests.hostsite.rules import rules_outside


@pytest.mark.parametrize(
    ("css", "outside"),
    [
        (".plan-scope .a{color:red}", []),
        (".plan-scope{color:red}.plan-scope .b,.c{color:red}", [".c"]),
        ("@media print{.plan-scope .a{color:red}.b{color:red}}", [".b"]),
        ('@charset "UTF-8";body{margin:0}', ["body"]),
        ("@font-face{font-family:X}@keyframes k{from{top:0}to{top:1px}}.d{top:0}", [".d"]),
        (".plan-scope :is(.a,.b) p{color:red}", []),
        ("/* .plan-scope{ */ h1{color:red}", ["h1"]),
        ('.plan-scope a::after{content:"}h2{"}', []),
        ("@supports (display:grid){@media screen{.e{top:0}}}", [".e"]),
    ],
)
def test_finds_what_reaches_beyond_the_scope(css: str, outside: list[str]) -> None:
    assert rules_outside(css, ".plan-scope") == outside
