"""Compare message catalogues with the sources, or (`--write`) bring them up to date.

Needs no system packages: Babel reads Python, Django turns templates into something Babel reads.
Entries hold the files they come from but no line numbers, so that moving code changes nothing.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract

ROOT = Path(__file__).resolve().parent.parent
#: Languages that must be complete, with the plural rule of each.
LANGUAGES = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
#: Where each catalogue lives, and the folders whose words it holds.
CATALOGUES = {
    "plan/locale": ["plan"],
    "priorities/locale": ["priorities"],
    "home/locale": ["home", "templates", "cms"],
}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SKIPPED = {"node_modules", "static_src", "migrations", "static"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Key = tuple[str, str, str]


def files(folders: list[str]) -> Iterator[Path]:
    """Python files and templates that may hold words for people."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and not SKIPPED & set(path.parts):
                yield path


def messages(path: Path) -> Iterator[Key]:
    """Context, singular and plural of each message in one file."""
    from django.utils.translation.template import templatize

    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        made = templatize(text, origin=str(path))
        text = "\n".join(line.strip() for line in made.splitlines())
    source = io.BytesIO(text.encode())
    for _line, found, _comments, context in extract("python", source, keywords=KEYWORDS):
        singular, plural = found if isinstance(found, tuple) else (found, "")
        if singular:
            yield (context or "", singular, plural)


def wanted(folders: list[str]) -> dict[Key, list[str]]:
    """Every message of the folders with the files it comes from."""
    found: dict[Key, list[str]] = {}
    for path in files(folders):
        name = path.relative_to(ROOT).as_posix()
        for key in messages(path):
            places = found.setdefault(key, [])
            if name not in places:
                places.append(name)
    return merged(found)


def merged(found: dict[Key, list[str]]) -> dict[Key, list[str]]:
    """One entry for a message used both alone and with a plural, as gettext wants it."""
    plurals = {key[:2]: key for key in found if key[2]}
    result: dict[Key, list[str]] = {}
    for key, places in found.items():
        result.setdefault(plurals.get(key[:2], key), []).extend(places)
    return result


def key_of(entry: polib.POEntry) -> Key:
    """What identifies an entry."""
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def faults(language: str, catalogue: polib.POFile, keys: set[Key]) -> Iterator[str]:
    """What is wrong with one catalogue, a sentence each."""
    present = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    for key in sorted(keys - present.keys()):
        yield f"{language}: missing: {key[1]!r}"
    for key in sorted(present.keys() - keys):
        yield f"{language}: no longer in the sources: {key[1]!r}"
    for key, entry in present.items():
        texts = list(entry.msgstr_plural.values()) if key[2] else [entry.msgstr]
        if entry.fuzzy or not texts or not all(texts):
            yield f"{language}: not translated: {key[1]!r}"
        allowed = set(PLACEHOLDER.findall(key[1] + key[2]))
        if unknown := {name for text in texts for name in PLACEHOLDER.findall(text)} - allowed:
            yield f"{language}: unknown placeholder {sorted(unknown)} in {key[1]!r}"
        if not key[2] and all(texts) and allowed - set(PLACEHOLDER.findall(texts[0])):
            yield f"{language}: lost a placeholder: {key[1]!r}"


def rewrite(path: Path, language: str, keys: dict[Key, list[str]]) -> None:
    """Bring a catalogue up to date, keeping what is translated."""
    old = {key_of(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.header = "Written with the software; not checked by a native reader."
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    forms = int(LANGUAGES[language][len("nplurals=")])
    for key in sorted(keys, key=lambda item: (item[1], item)):
        entry = old.get(key) or polib.POEntry(msgid=key[1], msgid_plural=key[2])
        entry.msgctxt = key[0] or None
        entry.occurrences = [(place, "") for place in sorted(keys[key])]
        if key[2] and not entry.msgstr_plural:
            entry.msgstr_plural = dict.fromkeys(range(forms), "")
        catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def main() -> int:
    """Check every catalogue, or write them; 1 when a check found something."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    wrong: list[str] = []
    for folder, sources in CATALOGUES.items():
        keys = wanted(sources)
        for language in LANGUAGES if keys else ():
            path = ROOT / folder / language / "LC_MESSAGES" / "django.po"
            if "--write" in sys.argv:
                rewrite(path, language, keys)
            if path.exists():
                found = faults(language, polib.pofile(str(path)), set(keys))
                wrong += [f"{folder}: {fault}" for fault in found]
            else:
                wrong.append(f"{folder}: {language}: there is no catalogue: run make messages")
    print("\n".join(wrong) or "Every catalogue is complete.")
    return 0 if "--write" in sys.argv else int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
