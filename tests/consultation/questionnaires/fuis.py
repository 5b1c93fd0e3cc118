"""The questionnaire of the Office for National Statistics as a form of ours.

Its blocks are pages, and rules at the end of a page say which page comes next. Here a page says
instead when it is shown. A rule turns into a condition in one of these ways, and any other rule
makes the conversion fail:

- every way through the section leads to the page: it is shown whenever the section is;
- one page leads to it, after certain answers or all but certain answers;
- one page leads to it unless two answers hold together: then it is asked on the same page as the
  later of the two questions, for a page has one condition and a question on it one more.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.consultation.questionnaires.fuis_source import (
    END,
    GAPS,
    Page,
    Rule,
    Section,
    plain,
    sections_of,
    words,
)

__all__ = ["GAPS", "form_of", "plain"]


class Converter:
    """Makes the file of our format."""

    def __init__(self, sections: list[Section], window: dict[str, date]) -> None:
        self.sections = sections
        self.window = window
        self.conditions: dict[str, dict[str, Any]] = {}
        self.page_of = {a["id"]: p for s in sections for p in s.pages for a in p.answers}

    def form(self) -> dict[str, Any]:
        """The whole form."""
        made = [page for section in self.sections for page in self.pages(section)]
        return {
            "format": "plan-form/1",
            "language": "en",
            "sections": made,
            "conditions": list(self.conditions.values()),
        }

    def pages(self, section: Section) -> list[dict[str, Any]]:
        """The pages of a section, some of them with two questions."""
        made: dict[str, dict[str, Any]] = {}
        for page in section.pages:
            leads = self.ways_to(section, page)
            host = self.host(leads)
            if host:
                made[host]["questions"] += self.items(page, self.unless(leads))
            else:
                made[page.id] = {
                    "key": page.id,
                    "title": page.raw.get("page_title") or section.raw["title"],
                    "questions": self.items(page, ""),
                }
                if name := self.shown_if(section, page, leads):
                    made[page.id]["show_if"] = name
        return list(made.values())

    def ways_to(self, section: Section, page: Page) -> list[tuple[Page, Rule, list[Rule]]]:
        """The pages that lead to one, by which rule, and after which rules did not hold."""
        found = []
        for before in section.pages[: page.number]:
            rules = before.rules or [Rule(section.pages[before.number + 1].id)]
            for place, rule in enumerate(rules):
                if rule.goto == page.id:
                    found.append((before, rule, rules[:place]))
        return found

    def host(self, leads: list[tuple[Page, Rule, list[Rule]]]) -> str:
        """The page on which a page's question is asked, where its condition is not simple."""
        if len(leads) == 1 and any(len(rule.when) > 1 for rule in leads[0][2]):
            return leads[0][0].id
        return ""

    def unless(self, leads: list[tuple[Page, Rule, list[Rule]]]) -> str:
        """Shown unless several answers hold together: any of them is another one."""
        [rule] = leads[0][2]
        clauses = []
        for answer, values in rule.when:
            page = self.page_of[answer]
            assert page.is_required
            others = [o["value"] for o in page.options if o["value"] not in values]
            clauses.append(self.clause(page, "is_one_of", others))
        return self.condition(clauses, "any")

    def shown_if(
        self, section: Section, page: Page, leads: list[tuple[Page, Rule, list[Rule]]]
    ) -> str:
        """The name of a page's condition; empty where it is always shown."""
        if page.number == 0 or self.is_passed_by_all(section, page):
            return self.condition(self.of_section(section))
        [(before, rule, failed)] = leads
        return self.condition([*self.reached(section, before), *self.guard(before, rule, failed)])

    def guard(self, before: Page, rule: Rule, failed: list[Rule]) -> list[dict[str, Any]]:
        """What must have been answered on the page before."""
        if rule.when:
            [(answer, values)] = rule.when
            return [self.clause(self.page_of[answer], "is_one_of", sorted(values))]
        gone = {value for one in failed for _answer, values in one.when for value in values}
        if not failed:
            return [self.clause(before, "answered", [])] if before.is_required else []
        assert all(self.page_of[one.when[0][0]] is before for one in failed)
        if before.is_required:
            others = [o["value"] for o in before.options if o["value"] not in gone]
            return [self.clause(before, "is_one_of", others)]
        return [self.clause(before, "is_none_of", sorted(gone))]

    def reached(self, section: Section, page: Page) -> list[dict[str, Any]]:
        """That a page was reached. An answer that could not be left out says so by itself."""
        if page.is_required:
            return []
        leads = self.ways_to(section, page)
        host = self.host(leads)
        assert not host, "a question that may be left empty, on a page of another"
        if page.number == 0 or self.is_passed_by_all(section, page):
            return self.of_section(section)
        [(before, rule, failed)] = leads
        return [*self.reached(section, before), *self.guard(before, rule, failed)]

    def of_section(self, section: Section) -> list[dict[str, Any]]:
        """That the section is enabled."""
        if not section.disabled_by:
            return []
        return [self.clause(self.page_of[section.disabled_by], "not_answered", [])]

    def is_passed_by_all(self, section: Section, page: Page) -> bool:
        """Whether no way through the section goes round a page."""
        waiting, seen = [section.pages[0].id], set()
        by_id = {one.id: one for one in section.pages}
        while waiting:
            here = waiting.pop()
            if here == page.id or here in seen:
                continue
            seen.add(here)
            if here == END or by_id[here].number + 1 == len(section.pages):
                return False
            now = by_id[here]
            rules = now.rules or [Rule(section.pages[now.number + 1].id)]
            waiting += [rule.goto for rule in rules]
        return True

    def clause(self, page: Page, operator: str, values: list[str]) -> dict[str, Any]:
        """A comparison with a page's question."""
        made: dict[str, Any] = {"question": page.id, "operator": operator}
        return {**made, "answers": values} if values else made

    def condition(self, clauses: list[dict[str, Any]], match: str = "all") -> str:
        """The name of the condition with these comparisons; empty for none."""
        if not clauses:
            return ""
        key = json.dumps([match, clauses], sort_keys=True)
        if key not in self.conditions:
            name = f"when {len(self.conditions) + 1}"
            self.conditions[key] = {"key": name, "name": name, "match": match, "clauses": clauses}
        return str(self.conditions[key]["key"])

    def items(self, page: Page, show_if: str) -> list[dict[str, Any]]:
        """What stands on a page: what is said, then what is asked."""
        extra = {"show_if": show_if} if show_if else {}
        return [
            {"type": "content_text", "key": f"{page.id} {place}", "text": text, **extra}
            for place, text in enumerate(self.said(page))
        ] + [{**one, **extra} for one in self.asked(page)]

    def said(self, page: Page) -> list[str]:
        """Texts of a page besides its question: descriptions, guidance, content."""
        texts = []
        content = page.raw.get("content")
        if content:
            texts.append(f"<h3>{words(content['title'])}</h3>")
            texts += [f"<p>{words(one['description'])}</p>" for one in content["contents"]]
        texts += [words(one) for one in (page.question or {}).get("description", [])]
        for answer in page.answers:
            guidance = answer.get("guidance")
            if guidance:
                texts.append(f"<p>{guidance['show_guidance']}</p>")
                texts += [f"<p>{words(one['description'])}</p>" for one in guidance["contents"]]
        return texts

    def asked(self, page: Page) -> list[dict[str, Any]]:
        """The question of a page."""
        if page.question is None:
            return []
        made: dict[str, Any] = {
            "key": page.id,
            "text": plain(page.question["title"]),
            "is_required": page.is_required,
        }
        label = next((a["label"] for a in page.answers if a.get("label")), "")
        if label:
            made["hint"] = label
        kinds = {answer["type"] for answer in page.answers}
        if kinds == {"Date"}:
            return [{"type": "date", **made, **self.limits(page.answers[0])}]
        if len(page.options) == 1:
            return [{"type": "consent", **made, "statement": page.options[0]["label"]}]
        kind = "single_choice" if kinds == {"Radio"} else "several_choices"
        assert kinds <= {"Radio", "Checkbox"}
        return [{"type": kind, **made, "options": self.choices(page)}]

    def limits(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The days between which a date must lie, or the answer that it must come after."""
        found: dict[str, Any] = {}
        for name, limit in (("earliest", "minimum"), ("latest", "maximum")):
            source, days = answer[limit]["value"], answer[limit]["offset_by"]["days"]
            if source["source"] == "answers":
                assert name == "earliest"
                page = self.page_of[source["identifier"]]
                found |= {"after": page.id, "days_after": days}
            else:
                day = self.window[source["identifier"]] + timedelta(days=days)
                found[name] = day.isoformat()
        return found

    def choices(self, page: Page) -> list[dict[str, Any]]:
        """Its options. Those of a second answer field exclude the others."""
        is_exclusive = bool(page.question) and page.question["type"] == "MutuallyExclusive"
        made = []
        for place, answer in enumerate(page.answers):
            for option in answer.get("options", []):
                one = {"key": option["value"], "text": option["label"]}
                if option.get("description"):
                    one["hint"] = option["description"]
                if is_exclusive and place:
                    one["behaviour"] = "exclusive"
                made.append(one)
        return made


def form_of(path: Path, opens: date, closes: date) -> dict[str, Any]:
    """The questionnaire as a file of ours, for a window of time in which people are asked."""
    window = {"WINDOW_START_DATE": opens, "WINDOW_CLOSE_DATE": closes}
    return Converter(sections_of(path), window).form()
