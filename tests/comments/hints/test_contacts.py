"""Contact details are found as people write them; years, sums and sections are none."""

from __future__ import annotations

import pytest

from plan.comments.hints.contacts import contact_details

FOUND = {
    "Write to a.b+c@example.org, please.": ["a.b+c@example.org"],
    "Mail: jörg@bücher.example": ["jörg@bücher.example"],
    "me @ example.org": ["me @ example.org"],
    "jane.doe at example dot org": ["jane.doe at example dot org"],
    "jane (at) example.co.uk": ["jane (at) example.co.uk"],
    "jane [at] example [dot] com": ["jane [at] example [dot] com"],
    "anna małpa przyklad kropka pl": ["anna małpa przyklad kropka pl"],
    "juan arroba ejemplo punto es": ["juan arroba ejemplo punto es"],
    "Call 020 7946 0000 now": ["020 7946 0000"],
    "(020) 7946 0000": ["020) 7946 0000"],
    "07700900123": ["07700900123"],
    "07700 900 123": ["07700 900 123"],
    "07700-900-123": ["07700-900-123"],
    "+44 20 7946 0000": ["+44 20 7946 0000"],
    "+44 (0)20 7946 0000": ["+44 (0)20 7946 0000"],
    "0044 20 7946 0000": ["0044 20 7946 0000"],
    "Tel. +48 501 234 567": ["+48 501 234 567"],
    "501 234 567": ["501 234 567"],
    "555-123-4567": ["555-123-4567"],
    "01.23.45.67.89": ["01.23.45.67.89"],
    "030/1234567": ["030/1234567"],
    "اتصل بي ٠٢٠ ٧٩٤٦ ٠٠٠٠": ["٠٢٠ ٧٩٤٦ ٠٠٠٠"],
    "تماس: ۰۹۱۲ ۳۴۵ ۶۷۸۹": ["۰۹۱۲ ۳۴۵ ۶۷۸۹"],
    "ফোন ০১৭১২-৩৪৫৬৭৮": ["০১৭১২-৩৪৫৬৭৮"],
    "I live at 12 Acacia Road, London SW1A 1AA.": ["12 Acacia Road, London SW1A 1AA"],
    "12b High Street\nsw1a1aa": ["12b High Street sw1a1aa"],
    "No. 7, SW1A 1AA": ["7, SW1A 1AA"],
    "Flat 3, 40 Mill Rd. E1 6AN": ["3, 40 Mill Rd. E1 6AN"],
    "I am @friend_of_parks there": ["@friend_of_parks"],
    "Instagram: park.friend": ["Instagram: park.friend"],
}
FALSE_FRIENDS = [
    "The plan for 2021-25, and for 2021-2025.",
    "2019 2020 2021 2022 2023",
    "In 2024/2025 and 2025/2026",
    "A budget of £12,500,000 or 12 500 000",
    "500 000 000 złotych",
    "1.234.567,89 €",
    "See 2.14 (3), 2.14.3.1 and 10.2.3.4.5.6.7",
    "From 01/02/2024 to 03/04/2024",
    "01.02.2024 03.04.2024",
    "2024-02-01 2024-03-01",
    "0.25 0.50 0.75 0.95",
    "10:00-12:00, 14:00-16:00",
    "1 2 3 4 5 6 7 8 9 10",
    "Between 2021 and 2025 in SW1A 1AA",
    "We had 12 fires. That is in SW1A 1AA",
    "I live in SW1A",
    "We met at church. Then we arrived at the dot on the map.",
    "Look at this. Point 3 is at 5 dot.",
    "Meet @ 10am",
    "ISBN 978-0-306-40615-7",
    "000 000 000 000",
    "Call 101, or 999 in an emergency, or 0800 1111.",
    "Rated 4.5/5 by 1,234 people",
    "مئة في المئة من ٢٠٢١ إلى ٢٠٢٥",
]


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_contact_details(text: str, expected: list[str]) -> None:
    assert [" ".join(each.split()) for each in contact_details(text)] == expected


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_what_is_none(text: str) -> None:
    assert contact_details(text) == []
