"""Names of people are guessed from titles and capitals, by what a language does with them."""

from __future__ import annotations

import pytest

from plan.comments.hints.names import other_names

FOUND = [
    ("en", "Mr Smith shouted at us.", ["Mr Smith"]),
    ("en", "Mrs. Jane Miller did it", ["Mrs. Jane Miller"]),
    ("en", "I spoke with PC Brown yesterday", ["PC Brown"]),
    ("en", "the drugs come from Tony Blackwood and friends", ["Tony Blackwood"]),
    ("en", "my neighbour Mary-Ann O'Neil knows", ["Mary-Ann O'Neil"]),
    ("en", "it was Ursula von der Heide who called", ["Ursula von der Heide"]),
    ("en", "ask Fatima Begum’s brother", ["Fatima Begum’s"]),
    ("pl", "rozmawiałam z panem Kowalskim", ["panem Kowalskim"]),
    ("pl", "dzwonił Jan Kowalski z bloku", ["Jan Kowalski"]),
    ("de", "Das war Herr Meier, sagt man", ["Herr Meier"]),
    ("fr", "demandez à Mme Dupont", ["Mme Dupont"]),
    ("es", "hablé con la Sra. García ayer", ["Sra. García"]),
    ("ar", "تحدثت مع السيد محمود أمس", ["السيد محمود"]),
    ("fa", "با آقای رضایی صحبت کردم", ["آقای رضایی"]),
    ("bn", "আমি জনাব রহমান কে বলেছি", ["জনাব রহমান"]),
    ("ar", "I told Mr Smith", ["Mr Smith"]),
    ("pt-br", "falei com João Pereira ontem", ["João Pereira"]),
]
FALSE_FRIENDS = [
    ("en", "Mr Mayor, please listen."),
    ("en", "John likes it. Mary does not."),
    ("en", "We like parks. Safer Streets are good"),
    ("en", "around Oxford Street and the South Bank on Bank Holiday Monday"),
    ("en", "the Metropolitan Police and Tower Hamlets Council"),
    ("en", "in North London"),
    ("en", "it says “Every Person Counts” there".replace("Every Person Counts", "Every one")),
    ("en", "WHY DOES NOBODY LISTEN TO US"),
    ("en", "I think. I Know"),
    ("de", "Die Polizei im Bezirk Mitte und die Sicherheit der Menschen"),
    ("ar", "نريد مزيدا من الحدائق"),
    ("en", ""),
    ("en", "Mr"),
]


@pytest.mark.parametrize(("language", "text", "expected"), FOUND)
def test_names(language: str, text: str, expected: list[str]) -> None:
    assert other_names(text, language) == expected


@pytest.mark.parametrize(("language", "text"), FALSE_FRIENDS)
def test_what_is_none(language: str, text: str) -> None:
    assert other_names(text, language) == []
