"""CPU of charts, against the line chart of a measure's page."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from priorities.charts.kinds import draw
from priorities.charts.picture import CardWords, draw_picture
from priorities.charts.spec import ChartKind
from tests.benchmarks.measuring import cpu_of, say
from tests.priorities.chart_specs import EXAMPLES, example, spec

pytestmark = pytest.mark.bench

#: A page has one chart; a plan of 25 priorities has sparklines, which are drawn from less.
MOST_TIMES_A_LINE = {"multiples": 16.0}
USUAL = 6.0


def test_charts() -> None:
    with override("en"):
        line = cpu_of(lambda: draw(ChartKind.LINE, spec(count=40)), 20)
        say(f"a line of 40 figures, both drawings: {line:.2f} ms CPU")
        for name in EXAMPLES:
            kind, given = example(name)
            cost = cpu_of(lambda kind=kind, given=given: draw(kind, given), 10)
            size = sum(1 for point in given.points())
            say(f"{name}, {size} figures: {cost:.2f} ms CPU, {cost / line:.1f} × that line")
            assert cost / line <= MOST_TIMES_A_LINE.get(name, USUAL)


def test_pictures() -> None:
    with override("ar"):
        words = CardWords("العنوان", "الجملة", "المنظمة", "المصدر")
        given = spec(count=40)
        line = cpu_of(lambda: draw(ChartKind.LINE, given), 20)
        cost = cpu_of(lambda: draw_picture(ChartKind.LINE, given, words), 3)
        say(f"a picture to share: {cost:.1f} ms CPU, {cost / line:.1f} × both drawings of its line")
        assert cost / line <= 20
