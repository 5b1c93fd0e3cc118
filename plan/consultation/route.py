"""The way through a form: which sections are shown, in the light of what was typed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import FormDefinition, QuestionDefinition, SectionDefinition
from plan.consultation.forms import SectionForm, Typed, field_name
from plan.consultation.logic import Values, holds


@dataclass(frozen=True)
class RoutedSection:
    """A section on the way. `number` counts all sections of the form from 1, as addresses do."""

    number: int
    section: SectionDefinition
    typed: Typed | None
    earlier: Values
    seed: str

    @cached_property
    def form(self) -> SectionForm:
        """What was typed here, judged; a section never opened counts as left empty."""
        return SectionForm(self.section, self.typed or {}, earlier=self.earlier, seed=self.seed)

    @property
    def is_begun(self) -> bool:
        """Whether anything was ever kept of it."""
        return self.typed is not None


@dataclass(frozen=True)
class Route:
    """The sections shown, in order; the last one may be an exit, where the way ends."""

    shown: Sequence[RoutedSection]

    @property
    def exit(self) -> RoutedSection | None:
        """The exit page that the answers lead to, if they do."""
        last = self.shown[-1] if self.shown else None
        return last if last and last.section.is_exit else None

    @property
    def sections(self) -> Sequence[RoutedSection]:
        """The sections with questions."""
        return [routed for routed in self.shown if not routed.section.is_exit]

    @property
    def forms(self) -> list[SectionForm]:
        """Their forms."""
        return [routed.form for routed in self.sections]

    def is_complete(self, only: Collection[uuid.UUID] | None = None) -> bool:
        """Whether everything shown is answered as it must be, and no exit stands in the way.

        With `only`, what matters are these questions: none is wrong, and one is answered.
        """
        if self.exit is not None:
            return False
        if only is None:
            return all(form.is_valid() for form in self.forms)
        names = {field_name(question) for question in only}
        if any(names & set(form.errors) for form in self.forms):
            return False
        return any(values for _, values in self.values(only))

    def values(
        self, only: Collection[uuid.UUID] | None = None
    ) -> Iterator[tuple[QuestionDefinition, Sequence[AnswerValue]]]:
        """Each question shown with its rows, or each of some; only of a complete route."""
        for form in self.forms:
            for question, values in form.values():
                if only is None or question.id in only:
                    yield question, values

    def at(self, number: int) -> RoutedSection | None:
        """The section with this number; None where it is not shown."""
        return next((routed for routed in self.shown if routed.number == number), None)

    def after(self, number: int) -> RoutedSection | None:
        """The next one shown; None after the last."""
        return next((routed for routed in self.shown if routed.number > number), None)

    def before(self, number: int) -> RoutedSection | None:
        """The one shown before; None before the first."""
        earlier = [routed for routed in self.sections if routed.number < number]
        return earlier[-1] if earlier else None

    def place(self, number: int) -> int:
        """Which of the sections shown this is, counted from 1."""
        return sum(1 for routed in self.sections if routed.number <= number)


def route(definition: FormDefinition, typed: Mapping[uuid.UUID, Typed], *, seed: str = "") -> Route:
    """The way that leads from what was typed; forms are only made where something asks."""
    shown: list[RoutedSection] = []
    values: dict[uuid.UUID, Sequence[AnswerValue]] = {}
    for number, section in enumerate(definition.sections, 1):
        if not holds(section.show_if, values):
            continue
        routed = RoutedSection(number, section, typed.get(section.id), dict(values), seed)
        shown.append(routed)
        if section.is_exit:
            break
        if section.id in definition.deciding_sections:
            routed.form.is_valid()
            values.update(routed.form.given)
    return Route(shown)
