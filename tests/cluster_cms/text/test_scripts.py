"""Words of many scripts stay as they were typed, letter by letter; what hides or reorders text does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_cms.text import cleaning

# In NFC. Joiners, selectors, tags and marks are part of their spelling.
TABLE = """
می\u200cخواهم کتاب\u200cها نمی\u200cدانم خانه\u200cام ه\u200d علي مُحَمَّد اردو\u200cزبان دەنووسم کوردی\u200cها
ܣܘܪܝܝܐ שָׁלוֹם ශ්\u200dරී ක්\u200dෂණික විද්\u200dයා ලක්\u200dෂ්\u200dමී हिन्दी क्\u200dष क्\u200cष श्रीमान्
র\u200d্যাব কর্\u200cম বাংলা ਪੰਜਾਬੀ ગુજરાતી ଓଡ଼ିଆ தமிழ் క్\u200cష తెలుగు ಕನ್ನಡ ರ\u200d್ಕ മലയാളം അവന്\u200d
ന്\u200dറെ ไทยน้ำ ລາວ བོད་ཡིག མြန်မာ က္ဘာ ភាសាខ្មែរ ស្ត្រី ᠮᠣᠩᠭᠣᠯ ᠬᠠᠨ\u180eᠠ Việt Nguyễn Đặng Łódź Þór
Straße İstanbul ışık œuvre naïve Ångström ǈubljana ʻokina Ọlọ́run N̄andi Μάιος Ёлка Հայերեն ქართული
አማርኛ 한글 값싼 ᄒᆞᆫ글 漢字 葛\U000e0100城 神︀社 﨑 𠮷野 㐂 々 〆切 ガイド ㇷ゚ か゚ イタㇰ トゥ ゔ ゑびす ㍿ ①
½ ﬁ Ⅳ ℃ µm C++ ①\ufe0f 👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈 👩🏽\u200d🔬 1\ufe0f\u20e3
#\ufe0f\u20e3 🇯🇵 ☎\ufe0e ☎\ufe0f 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f
🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f
"""
WORDS = TABLE.split()
HIDDEN = "\u200b\u200e\u200f\u202a\u202e\u2066\u2069\u061c\u00ad\ufeff\u2060\x00\x1b\x7f\U000e0001"


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("clean", [cleaning.tidy, cleaning.one_line])
def test_a_word_of_any_script_stays(word: str, clean: type[str]) -> None:
    assert clean(f"（{word}）{word}") == f"（{word}）{word}"


@pytest.mark.parametrize("word", WORDS)
def test_a_word_in_parts_is_composed(word: str) -> None:
    assert cleaning.tidy(unicodedata.normalize("NFD", word)) == cleaning.compose(word)


@given(word=st.sampled_from(WORDS), hidden=st.sampled_from(HIDDEN), at=st.integers(0, 1))
def test_what_hides_or_reorders_goes_wherever_it_stands(word: str, hidden: str, at: int) -> None:
    assert cleaning.tidy(f"{hidden * at}{word}{hidden}{hidden}") == word


@pytest.mark.parametrize(
    "typed",
    ["Auf\u200clage", "a\u200db", "山\u200c田", "\u200cسلام", "🏴\U000e0067", "a\U000e0061\U000e007f"],
)
def test_a_joiner_or_tag_that_no_spelling_needs_goes(typed: str) -> None:
    assert not set(cleaning.tidy(typed)) & {"\u200c", "\u200d", "\U000e0061", "\U000e0067", "\U000e007f"}


def test_letters_are_composed_before_anything_is_removed() -> None:
    assert cleaning.tidy("か\u200b\u3099き\u3099 e\u00ad\u0301") == "がぎ é"


@given(st.text(alphabet=st.sampled_from("".join(WORDS) + HIDDEN + "\u200c\u200d\U000e007f"), max_size=12))
def test_cleaned_text_is_composed_and_cleaning_is_over(text: str) -> None:
    once = cleaning.tidy(text)
    assert cleaning.tidy(once) == once == cleaning.compose(once)
