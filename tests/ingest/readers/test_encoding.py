"""Encodings are told, wrong ones repaired where that is clear, and lost letters reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.encoding import decoded
from ingest.readers.mending import lost, repaired
from kg.model import Article
from tests.ingest.readers.reading import TEXT, noted, read, write

CLEAN = [
    "The café owner said “no” – twice; it cost £5 (€6), or 20 °C… naïve façade, the señor’s coöperation.",
    "Le préfet a déclaré : « Où étaient-ils à l’aube ? » Ça coûte 3 €, dit-il ; voilà le résultat du Noël.",
    "A prefeitura de SÃO PAULO disse: NÃO À CORRUPÇÃO. Ações, lições, mães e irmãos não são ímãs.",
    "Der Präsident sagte: „Größe“ – über die Straße in Österreich; ÄÖÜ, ß und §5 gelten für alle Bürger.",
    "Władze w Łodzi ogłosiły: „Żądamy źródeł” – ćma, ńanga, ósmy święty dzień; część była już za późno.",
    "İstanbul’da Cumhurbaşkanı’nın açıklaması: “Güvenlik güçleri şehirde” dedi; ağır yağış ve çığ.",
    "Президент покинул столицу в понедельник – «никто не знает», сказал министр; ещё три человека.",
    "Президент Қырғыз Республикасының азаматтарына: «Бүгін ұлы күн», – деді; өңір әкімі де.",
    "Thủ tướng nói: “Chúng tôi sẽ không rời đi” – người dân ở Đà Nẵng đã xuống đường hôm thứ Hai.",
    "Ο πρωθυπουργός είπε «όχι» – την Κυριακή στην Αθήνα· κανείς δεν ήξερε γιατί.",
    "قال الرئيس: «لا أحد يعرف» – وغادر العاصمة يوم الاثنين؛ هل هذا صحيح؟",
    "ראש הממשלה אמר: “איש אינו יודע” – ביום שני בירושלים.",
    "总统星期一离开首都——“没有人知道”，部长说。",
    "大統領は月曜日に首都を離れた。「誰も知らない」と大臣は語った…",
    "राष्ट्रपति ने सोमवार को राजधानी छोड़ दी – “कोई नहीं जानता”।",
    "Prezydent i český ministr: „Žádná změna“ – příliš žluťoučký kůň úpěl ďábelské ódy v Řeži.",
    "A miniszterelnök: „Őszintén szólva” – hűtő, fűtő, árvíztűrő tükörfúrógép; Győr és Pécs.",
    "Preşedintele a spus: „Nu” – în oraşul Iaşi, luni; ţara şi oameni ăştia, âine.",
    "Statsministeren sagde: »Nej« – på Færøerne, i København og i Ålborg; øl, æble, å.",
    "Þingið í Reykjavík: „Já“ – ríkisstjórnin féll á mánudag; ðð, æ, ö.",
    "El señor Muñoz preguntó: ¿Dónde está? ¡Aquí! –dijo él–; cigüeña, pingüino, 1.º y 2.ª.",
]


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_right_stays_as_it_is(text: str) -> None:
    assert repaired(text) == text
    assert lost(text) is None


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(sorted({word for text in CLEAN for word in text.split()})), max_size=12))
def test_right_words_in_any_order_stay_as_they_are(words: list[str]) -> None:
    assert repaired(" ".join(words)) == " ".join(words)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", CLEAN)
def test_what_was_misread_is_repaired_or_left(text: str, wrong: str, times: int) -> None:
    """Bytes that Windows-1252 does not have cannot be in a file that was misread by it."""
    misread = text
    for _ in range(times):
        try:
            misread = misread.encode().decode(wrong)
        except UnicodeDecodeError:
            return
    assert repaired(misread) == text


def test_a_repair_is_told_and_offsets_count_in_the_repaired_text(tmp_path: Path) -> None:
    broken = f"{TEXT}\n\nThe cafÃ© owner JosÃ© MuÃ±oz said â€œnoâ€\x9d.\n\nThe café is shut.\n"
    found = read(write(tmp_path, "a.txt", broken))
    assert isinstance(found[0], Article)
    assert found[0].text == f"{TEXT}\n\nThe café owner José Muñoz said “no”.\n\nThe café is shut.\n"
    assert noted(found) == ["had been decoded in the wrong encoding; repaired in 1 line"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mrs Otunbay�va and the caf�.", "has lost letters in 2 places (they are shown as � or ?)"),
        ("Mrs Otunbay?va spoke.", "has perhaps lost letters in 1 word, such as 'Otunbay?va'"),
        ("He said ?????? ?? ???? ?????????, then ???.", "has perhaps lost letters in 4 words, such as '??????'"),
        ("What? Who?No. https://e.org/a?page=2 Really??? “Who?” (why?)", None),
        ("https://example.org/search?query", None),
    ],
)
def test_lost_letters_are_told(text: str, said: str | None) -> None:
    assert lost(text) == said


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"],
)
@pytest.mark.parametrize("text", [TEXT, CLEAN[6] * 3, CLEAN[8], "Mayor flees\nToday"])
def test_marked_and_wide_encodings(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"), [(CLEAN[6] * 5, "cp1251"), (CLEAN[2] * 5, "cp1252"), ("The café of José.", "cp1252")]
)
def test_one_byte_encodings(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding, "ignore")) == text.encode(encoding, "ignore").decode(encoding)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_not(raw: bytes) -> None:
    text = decoded(raw)
    assert text is None or isinstance(text, str)
