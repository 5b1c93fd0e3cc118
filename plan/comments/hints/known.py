"""Words that are no hint: those of the passage, of its plan, and the author's own name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from django.db.models import Q

from plan.consultation.hints import folded
from plan.models import Passage

#: What stands between quotation marks of any language, and lines quoted as letters quote them.
QUOTED = re.compile(
    r"[“”\"«»„‟「『]([^“”\"«»„‟「」『』\n]{1,1000})[“”\"«»‟」』]|^>[^\n]{1,1000}", re.M
)
#: What is found of one kind in one comment, and no more: a person looks at it anyway.
MOST_FOUND = 100
#: More names than this in one comment are not asked about: some stand in no plan.
MOST_NAMES = 20


class KnownWords:
    """What a comment may repeat without anybody having to look."""

    def __init__(
        self, own_words: str = "", quotation: str = "", author: str = "", plan_pk: int | None = None
    ) -> None:
        own = folded(own_words)
        self.is_quotation_own = not own or folded(quotation) in own
        self.quotation = quotation
        self.passage = own or folded(quotation)
        self.words = f"{self.passage}\n{folded(author)}"
        self.plan_pk = plan_pk

    def unquoted(self, text: str) -> str:
        """The text without what it quotes from the passage; with a quotation that is not from it.

        A quoted part ends in a line of its own, so that nothing before it joins what follows.
        """
        if self.passage:
            text = QUOTED.sub(self.unless_own, text)
        if not self.is_quotation_own:
            return f"{text}\n{self.quotation}"
        return text.replace(self.quotation, "\n") if self.quotation else text

    def unless_own(self, found: re.Match[str]) -> str:
        """Nothing for a quoted part that the passage has, else the part as it is."""
        inner = folded((found[1] or found[0]).lstrip("> "))
        return "\n" if inner.strip(" .,;:…") in self.passage else found[0]

    def without(self, found: Iterable[str]) -> list[str]:
        """Those of the words found that neither passage nor author's name has."""
        some = islice(found, MOST_FOUND)
        return [words for words in some if folded(words) not in self.words]

    def outside_plan(self, names: list[str]) -> list[str]:
        """Those of these names that no passage of the plan has, in any language."""
        asked = list(dict.fromkeys(names))[:MOST_NAMES]
        if self.plan_pk is None or not asked:
            return names
        anywhere = Q()
        for name in asked:
            anywhere |= Q(text__icontains=name)
        rows = Passage.objects.filter(anywhere, plan=self.plan_pk).order_by()
        texts = [text.casefold() for text in rows.values_list("text", flat=True)[:1000]]
        return [name for name in names if not any(name.casefold() in text for text in texts)]
