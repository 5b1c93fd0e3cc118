"""Names of people: guessed, and no more than that.

Found are a title with a name after it, and two or more words with capitals inside a sentence. What
it is worth: names at the beginning of a sentence, single names without a title and names in small
letters are missed; places, teams and works that neither the passage nor the plan mentions are found
though they are nobody. In German every noun has a capital, and Arabic, Persian and Bengali have
none: there only titles count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Titles by language; English ones count in every language, for people quote them.
TITLES = {
    "en": "Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Rev Revd PC PCSO WPC DC DI DS DCI"
    " Sgt Sergeant Insp Inspector Constable Cllr Councillor",
    "de": "Herr Herrn Frau Doktor",
    "fr": "M Mme Mlle Monsieur Madame Mademoiselle",
    "es": "Sr Sra Srta Señor Señora Señorita don doña",
    "pt": "Sr Sra Senhor Senhora",
    "it": "Sig Signor Signora Dott Dottoressa",
    "nl": "Dhr Mevr Meneer Mevrouw",
    "pl": "pan pana panu panem pani panią",
    "ro": "dl dna domnul doamna",
    "ar": "السيد السيدة الآنسة الأستاذ الأستاذة الدكتور الدكتورة الضابط الشرطي",
    "fa": "آقای خانم دکتر",
    "ur": "جناب محترمہ ڈاکٹر",
    "bn": "জনাব শ্রী শ্রীমতী ডাঃ ডা",
}
#: Languages in which a title is followed by a name without a capital.
WITHOUT_CAPITALS = frozenset({"ar", "fa", "ur", "bn", "he", "hi"})
#: Languages in which two words with capitals may be anything.
NOUNS_WITH_CAPITALS = frozenset({"de", "lb", "nds"})
#: After a title these are an office: “Mr Mayor”.
OFFICE_WORDS = "mayor chair chairman chairwoman speaker president commissioner minister secretary"
#: Words that make places, bodies and days of what stands beside them.
NOBODY_WORDS = """
    north south east west northern southern eastern western central greater upper lower inner
    outer new old great london england scotland wales ireland britain british english scottish
    welsh irish european european united kingdom union city town borough county district ward
    street road lane avenue square park gardens bridge station airport hall hospital school
    college university academy church mosque temple centre center library market common green
    hill river police constabulary council authority assembly government parliament ministry
    department office service services force team unit committee commission board trust
    foundation charity association society federation league club court prison act bill plan
    strategy programme program project scheme fund budget report review survey campaign group
    watch network transport railway underground tube line bus overground health safety crime
    justice victims neighbourhood community housing equality human rights bank holiday
    christmas easter eid ramadan diwali monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november
    december mayor deputy commissioner minister secretary chief officer i
"""
PARTICLE_WORDS = "de da dos van von der den bin ibn al el la le ap"
OFFICES, NOBODY, PARTICLES = (
    frozenset(words.split()) for words in (OFFICE_WORDS, NOBODY_WORDS, PARTICLE_WORDS)
)
#: Letters, with the signs that scripts of India and Arabic put on them.
LETTER = (
    r"[^\W\d_][\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd]*"
)
WORD = re.compile(rf"(?:{LETTER})+(?:['’-](?:{LETTER})+)*\.?")
#: Between two words, these end a sentence, or open a quotation or a list.
BREAKS = frozenset('.!?:…؟。।\n“”"«»„•()[]')


def other_names(text: str, language: str) -> list[str]:
    """Names of people that a comment in this language seems to hold."""
    code = language.lower().split("-")[0]
    words = list(WORD.finditer(text))
    found = list(titled(text, words, code))
    if code not in WITHOUT_CAPITALS | NOUNS_WITH_CAPITALS:
        with_titles = "\n".join(found)
        found += [name for name in in_capitals(text, words) if name not in with_titles]
    return found


def titles_of(code: str) -> frozenset[str]:
    """Titles that count in a language."""
    return frozenset(f"{TITLES['en']} {TITLES.get(code, '')}".split())


def titled(text: str, words: list[re.Match[str]], code: str) -> Iterator[str]:
    """Titles with the word after them, and its like."""
    titles = titles_of(code)
    for place, word in enumerate(words[:-1]):
        if word.group().rstrip(".") not in titles:
            continue
        if not follows(text, word, words[place + 1]):
            continue
        bare = words[place + 1].group().rstrip(".")
        if bare.casefold() in OFFICES:
            continue
        if is_capitalised(bare) or (code in WITHOUT_CAPITALS and not bare[0].isascii()):
            last = words[place + 1]
            after = words[place + 2] if place + 2 < len(words) else None
            if after and is_capitalised(after.group()) and continues(text, last, after):
                last = after
            yield text[word.start() : last.end()].rstrip(".")


def in_capitals(text: str, words: list[re.Match[str]]) -> Iterator[str]:
    """Two or more words with capitals beside each other, none of which begins the sentence."""
    run: list[re.Match[str]] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        is_beside = before is not None and continues(text, before, word)
        if not is_beside or not belongs(word.group(), bool(run)):
            yield from name_of(text, run)
            run = []
        if belongs(word.group(), bool(run)) and not begins_sentence(text, before, word):
            run.append(word)
    yield from name_of(text, run)


def name_of(text: str, run: list[re.Match[str]]) -> Iterator[str]:
    """A run of words as a name, if it is one."""
    while run and run[-1].group().casefold() in PARTICLES:
        run = run[:-1]
    bare = [word.group().rstrip(".").casefold() for word in run]
    parts = [word for word in bare if word.removesuffix("'s").removesuffix("’s") not in PARTICLES]
    if len(parts) > 1 and not any(part.removesuffix("’s") in NOBODY for part in parts):
        yield text[run[0].start() : run[-1].end()].rstrip(".")


def belongs(word: str, has_begun: bool) -> bool:
    """Whether a word can be part of a name."""
    return is_capitalised(word) or (has_begun and word in PARTICLES)


def is_capitalised(word: str) -> bool:
    """Whether it has a capital first and small letters after it: no initials, nothing shouted."""
    return word[0].isupper() and any(map(str.islower, word[1:]))


def follows(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    """Whether two words stand beside each other with a space between."""
    return text[before.end() : word.start()] in (" ", "\u00a0")


def continues(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a word stands beside another in the same sentence."""
    return follows(text, before, word) and not before.group().endswith(".")


def begins_sentence(text: str, before: re.Match[str] | None, word: re.Match[str]) -> bool:
    """Whether a word is the first of its sentence."""
    if before is None:
        return True
    gap = text[before.end() : word.start()]
    return before.group().endswith(".") or not BREAKS.isdisjoint(gap)
