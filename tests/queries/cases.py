"""What the canned queries must answer on the demo's articles, worked out from the articles by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Row = tuple[Any, ...]
INTERIM = "Kyrgyz interim government"
BAKIYEV = "Kurmanbek Bakiyev"
OTUNBAYEVA = "Roza Otunbayeva"
HEAD = "Head of the interim government of Kyrgyzstan"
DEPUTY = "Deputy head of the interim government of Kyrgyzstan"
PRESIDENT = "President of Kyrgyzstan"
PLEDGE = "[happened] aid pledge: Russia → Kyrgyzstan, 14 Apr 2010"
CALL = f"Vladimir Putin – [happened] phone call: Vladimir Putin – {OTUNBAYEVA}, 8 Apr 2010 – {OTUNBAYEVA}"
COURIER = "Chui Valley Courier"


@dataclass(frozen=True)
class Case:
    """A question; the columns that are looked at; every row of them; a row that looks likely and is wrong.

    `gone` is a row that the articles of `without` support and no other.
    """

    query: str
    columns: tuple[str, ...]
    rows: list[Row]
    absent: Row
    gone: Row
    without: frozenset[str]
    parameters: dict[str, str] = field(default_factory=dict)


def case(query: str, columns: str, *, rows: list[Row], absent: Row, gone: Row, without: str, **parameters: str) -> Case:
    return Case(query, tuple(columns.split()), rows, absent, gone, frozenset(without.split()), parameters)


CASES = [
    case(
        "who-holds-which-post",
        "person post phase as_of",
        country="Kyrgyzstan",
        rows=[
            (OTUNBAYEVA, HEAD, "current", "2010-04-17"),
            ("Almazbek Atambayev", DEPUTY, "current", "2010-04-15"),
            ("Azimbek Beknazarov", DEPUTY, "current", "2010-04-14"),
            ("Janysh Bakiyev", "Head of the State Guard Service", "current", "2010-04-09"),
            ("Almazbek Atambayev", "Leader of the Social Democratic Party", "current", "2010-04-07"),
            ("Omurbek Tekebayev", "Leader of Ata-Meken", "current", "2010-04-07"),
        ],
        absent=("Daniyar Usenov", "Prime Minister of Kyrgyzstan", "current", "2010-04-07"),
        gone=("Azimbek Beknazarov", DEPUTY, "current", "2010-04-14"),
        without="steppe-0414",
    ),
    case(
        "what-somebody-might-do",
        "speaker prospect certainty condition",
        speaker="Bakiev",
        rows=[
            (
                BAKIYEV,
                f"[conditional] resignation: {BAKIYEV} → {PRESIDENT}",
                "possible",
                f"[conditional] security guarantee: {INTERIM} → {BAKIYEV} and his family",
            ),
            (
                BAKIYEV,
                f"[conditional] security guarantee: {INTERIM} → {BAKIYEV} and his family",
                "possible",
                None,
            ),
        ],
        absent=(OTUNBAYEVA, f"[conditional] resignation: {BAKIYEV} → {PRESIDENT}", "possible", None),
        gone=(BAKIYEV, f"[conditional] security guarantee: {INTERIM} → {BAKIYEV} and his family", "possible", None),
        without="steppe-0414",
    ),
    case(
        "who-governs",
        "government country leaders",
        country="KGZ",
        rows=[(INTERIM, "Kyrgyzstan", ("Almazbek Atambayev", "Azimbek Beknazarov", OTUNBAYEVA))],
        absent=(INTERIM, "Kyrgyzstan", ("Almazbek Atambayev", "Azimbek Beknazarov", BAKIYEV, OTUNBAYEVA)),
        gone=(INTERIM, "Kyrgyzstan", ("Almazbek Atambayev", "Azimbek Beknazarov", OTUNBAYEVA)),
        without="steppe-0414",
    ),
    case(
        "who-acted-for-whom",
        "representative principal date",
        who="Robert Blake",
        rows=[
            ("Robert Blake", "United States", "2010-04-14"),
            ("Robert Blake", "United States", None),  # as Assistant Secretary of State
        ],
        absent=("Robert Blake", INTERIM, "2010-04-14"),
        gone=("Robert Blake", "United States", "2010-04-14"),
        without="northern-0415",
    ),
    case(
        "who-defected",
        "who left_side joined_side certainty articles",
        **{"from": "Ак Жол"},
        rows=[
            ("several deputies of the Ak Zhol party", "Ak-Jol", "the opposition", "certain", 1),
            ("some lawmakers of Ak-Jol", "Ak-Jol", INTERIM, "certain", 1),
        ],
        absent=(BAKIYEV, "Ak-Jol", "the opposition", "certain", 1),
        gone=("several deputies of the Ak Zhol party", "Ak-Jol", "the opposition", "certain", 1),
        without="steppe-0414",
    ),
    case(
        "sides-that-lost-people",
        "left_side joined_side who defections",
        rows=[
            ("Ak-Jol", "the opposition", ("several deputies of the Ak Zhol party",), 1),
            ("Ak-Jol", INTERIM, ("some lawmakers of Ak-Jol",), 1),
        ],
        absent=(INTERIM, "Ak-Jol", ("some lawmakers of Ak-Jol",), 1),
        gone=("Ak-Jol", INTERIM, ("some lawmakers of Ak-Jol",), 1),
        without="northern-0415",
    ),
    case(
        "what-defectors-demanded",
        "who of_whom content",
        **{"from": "Bright Path"},
        rows=[("some lawmakers of Ak-Jol", BAKIYEV, f"[requested] impeachment: → {BAKIYEV}")],
        absent=("several deputies of the Ak Zhol party", BAKIYEV, f"[requested] impeachment: → {BAKIYEV}"),
        gone=("some lawmakers of Ak-Jol", BAKIYEV, f"[requested] impeachment: → {BAKIYEV}"),
        without="northern-0415",
    ),
    case(
        "who-offered-aid",
        "power spoken_by recipient amount_from amount_to currency date part_of",
        country="Kyrgyz",
        rows=[
            ("Russia", (), "Kyrgyzstan", 50_000_000, 50_000_000, "USD", "2010-04-14", None),
            ("Russia", (), "Kyrgyzstan", 20_000_000, 20_000_000, "USD", "2010-04-14", PLEDGE),
            ("Russia", (), "Kyrgyzstan", 30_000_000, 30_000_000, "USD", "2010-04-14", PLEDGE),
            ("United States", ("Hillary Clinton",), "Kyrgyzstan", None, None, None, "2010-04-10", None),
            ("United States", ("Robert Blake",), INTERIM, None, None, None, "2010-04-14", None),
        ],
        absent=("Belarus", (), BAKIYEV, None, None, None, "2010-04-18", None),
        gone=("United States", ("Hillary Clinton",), "Kyrgyzstan", None, None, None, "2010-04-10", None),
        without="atlantic-0412",
    ),
    case(
        "offers-turned-down",
        "who refused made_by date",
        who="Bakiyev",
        rows=[(BAKIYEV, f"[happened] asylum offer: Belarus → {BAKIYEV}", "Belarus", "2010-04-15")],
        absent=(INTERIM, f"[happened] asylum offer: Belarus → {BAKIYEV}", "Belarus", None),
        gone=(BAKIYEV, f"[happened] asylum offer: Belarus → {BAKIYEV}", "Belarus", "2010-04-15"),
        without="courier-0416",
    ),
    case(
        "aid-not-delivered",
        "power recipient date",
        country="Kyrgyzstan",
        rows=[
            ("Russia", "Kyrgyzstan", "2010-04-14"),
            ("Russia", "Kyrgyzstan", "2010-04-14"),
            ("Russia", "Kyrgyzstan", "2010-04-14"),
            ("United States", "Kyrgyzstan", "2010-04-10"),
            ("United States", INTERIM, "2010-04-14"),
        ],
        absent=("Hillary Clinton", "Kyrgyzstan", "2010-04-10"),
        gone=("United States", "Kyrgyzstan", "2010-04-10"),
        without="atlantic-0412",
    ),
    case(
        "where-figures-disagree",
        "situation figure reported",
        figure="killed",
        rows=[
            ("[happened] clash: Bishkek, 7 Apr 2010", "killed", ("100 or more", "75")),
            ("[happened] clash: 7 Apr 2010", "killed", ("76", "83")),
        ],
        absent=("[happened] riot: rioters → Mayevka, Mayevka, 19 Apr 2010", "killed", ("5 or more",)),
        gone=("[happened] clash: 7 Apr 2010", "killed", ("76", "83")),
        without="steppe-0414",
    ),
    case(
        "who-operates-bases",
        "power base host articles",
        country="Kyrgyzstan",
        rows=[
            ("Russia", "Kant Air Base", "Kyrgyzstan", 2),
            ("United States", "Manas Air Base", "Kyrgyzstan", 3),
        ],
        absent=("Russia", "Manas Air Base", "Kyrgyzstan", 2),
        gone=("Russia", "Kant Air Base", "Kyrgyzstan", 2),
        without="northern-0410 northern-0415",
    ),
    case(
        "base-powers-that-offered-aid",
        "power bases recipients offers",
        country="Kyrgyzstan",
        rows=[
            ("Russia", ("Kant Air Base",), ("Kyrgyzstan",), 3),
            ("United States", ("Manas Air Base",), (INTERIM, "Kyrgyzstan"), 2),
        ],
        absent=("Belarus", (), (BAKIYEV,), 1),
        gone=("United States", ("Manas Air Base",), (INTERIM, "Kyrgyzstan"), 2),
        without="atlantic-0412",
    ),
    case(
        "deaths-by-source",
        "killed_from killed_to injured_from source outlet published",
        since="2010-04-07",
        until="2010-04-07",
        rows=[
            (75, 75, 401, "Health Ministry", COURIER, "2010-04-08"),
            (100, None, None, "opposition activists", COURIER, "2010-04-08"),
            (76, 76, None, "Health Ministry", "Ferghana Evening Post", "2010-04-09"),
            (83, 83, None, "Health Ministry", "Steppe Observer", "2010-04-14"),
            (76, 76, None, "Ferghana Evening Post", "Steppe Observer", "2010-04-14"),
        ],
        absent=(5, None, None, "Neman Review", "Neman Review", "2010-04-22"),
        gone=(76, 76, None, "Health Ministry", "Ferghana Evening Post", "2010-04-09"),
        without="ferghana-0409",
    ),
    case(
        "violence-in",
        "violence place date status",
        place="Bishkek",
        rows=[
            ("[happened] clash: Bishkek, 7 Apr 2010", "Bishkek", "2010-04-07", "happened"),
            ("[happened] clash: Bishkek, 7 Apr 2010", "Bishkek", "2010-04-07", "happened"),
            (
                "[happened] repression: police → demonstrators, White House, 7 Apr 2010",
                "White House",
                "2010-04-07",
                "happened",
            ),
            ("[happened] riot: demonstrators → White House, Bishkek, 7 Apr 2010", "Bishkek", "2010-04-07", "happened"),
        ],
        absent=("[happened] riot: rioters → Mayevka, Mayevka, 19 Apr 2010", "Mayevka", "2010-04-19", "happened"),
        gone=("[happened] riot: demonstrators → White House, Bishkek, 7 Apr 2010", "Bishkek", "2010-04-07", "happened"),
        without="courier-0408",
    ),
    case(
        "who-used-force",
        "who on_whom date according_to because",
        country="Kyrgyzstan",
        rows=[
            ("police", "protesters", "2010-04-06", (COURIER,), None),
            ("protesters", "the governor", "2010-04-06", (COURIER,), None),
            (
                "police",
                "demonstrators",
                "2010-04-07",
                (COURIER,),
                "[happened] riot: demonstrators → White House, Bishkek, 7 Apr 2010",
            ),
            (
                "Janysh Bakiyev",
                "the crowd outside the White House",
                "2010-04-07",
                (INTERIM,),
                None,
            ),
            ("the opposition", None, "2010-04-05/2010-04-11", (BAKIYEV,), None),
            ("Bakiyev's bodyguards", None, "2010-04-15", (COURIER,), None),
            (BAKIYEV, None, None, (INTERIM,), None),
        ],
        absent=(BAKIYEV, "the crowd outside the White House", "2010-04-07", (BAKIYEV,), None),
        gone=("police", "protesters", "2010-04-06", (COURIER,), None),
        without="courier-0407",
    ),
    case(
        "what-led-up-to",
        "what earlier earlier_date",
        **{"class": "flight"},
        rows=[
            (
                f"[happened] flight: {BAKIYEV} → southern Kyrgyzstan, Bishkek, 7 Apr 2010",
                "[happened] clash: Bishkek, 7 Apr 2010",
                "2010-04-07",
            )
        ],
        absent=(
            f"[happened] departure: {BAKIYEV} → Taraz, Osh, 15 Apr 2010",
            "[happened] warning shots: Bakiyev's bodyguards, Osh, 15 Apr 2010",
            "2010-04-15",
        ),
        gone=(
            f"[happened] flight: {BAKIYEV} → southern Kyrgyzstan, Bishkek, 7 Apr 2010",
            "[happened] clash: Bishkek, 7 Apr 2010",
            "2010-04-07",
        ),
        without="courier-0408",
    ),
    case(
        "what-happened-at",
        "event place",
        place="Osh",
        since="2010-04-15",
        until="2010-04-15",
        rows=[
            (f"[happened] disruption: opponents of {BAKIYEV} → {BAKIYEV}, Osh, 15 Apr 2010", "Osh"),
            (f"[happened] rally: {BAKIYEV}, Osh, 15 Apr 2010", "Osh"),
            ("[happened] warning shots: Bakiyev's bodyguards, Osh, 15 Apr 2010", "Osh"),
            (f"[happened] departure: {BAKIYEV} → Taraz, Osh, 15 Apr 2010", "Osh"),
        ],
        absent=(f"[disputed] departure: {BAKIYEV} → Kazakhstan, Osh", "Osh"),
        gone=("[happened] warning shots: Bakiyev's bodyguards, Osh, 15 Apr 2010", "Osh"),
        without="courier-0416",
    ),
    case(
        "timeline",
        "earliest latest event",
        since="2010-04-15",
        until="2010-04-15",
        rows=[
            ("2010-04-15", "2010-04-15", f"[happened] departure: {BAKIYEV} → Taraz, Osh, 15 Apr 2010"),
            (
                "2010-04-15",
                "2010-04-15",
                f"[happened] disruption: opponents of {BAKIYEV} → {BAKIYEV}, Osh, 15 Apr 2010",
            ),
            ("2010-04-15", "2010-04-15", f"[happened] rally: {BAKIYEV}, Osh, 15 Apr 2010"),
            ("2010-04-15", "2010-04-15", f"[happened] refusal: {BAKIYEV} → Belarus, 15 Apr 2010"),
            ("2010-04-15", "2010-04-15", "[happened] warning shots: Bakiyev's bodyguards, Osh, 15 Apr 2010"),
        ],
        absent=("2010-04-14", "2010-04-14", "[happened] visit: Robert Blake → Bishkek, 14 Apr 2010"),
        gone=("2010-04-15", "2010-04-15", f"[happened] rally: {BAKIYEV}, Osh, 15 Apr 2010"),
        without="courier-0416",
    ),
    case(
        "where-somebody-went",
        "origin destination date status",
        who="Kurmanbek Bakiyev",
        rows=[
            ("Bishkek", "southern Kyrgyzstan", "2010-04-07", "happened"),
            ("Bishkek", None, "2010-04-07", "happened"),
            ("Osh", "Taraz", "2010-04-15", "happened"),
            (None, "Minsk", "2010-04-19", "happened"),
            ("Jalal-Abad", "Kazakhstan", None, "happened"),
            ("Osh", "Kazakhstan", None, "disputed"),
        ],
        absent=("Osh", "Kazakhstan", None, "happened"),
        gone=(None, "Minsk", "2010-04-19", "happened"),
        without="neman-0422",
    ),
    case(
        "dates-only-as-ranges",
        "earliest latest",
        rows=[
            ("2007-01-01", "2007-12-31"),
            ("2007-01-01", "2007-12-31"),
            ("2010-04-05", "2010-04-11"),
            ("2010-04-05", "2010-04-11"),
            ("2010-04-05", "2010-04-11"),
            ("2010-04-06", "2010-04-07"),
            ("2010-04-06", "2010-04-07"),
        ],
        absent=("2010-04-15", "2010-04-15"),
        gone=("2010-04-06", "2010-04-07"),
        without="courier-0407",
    ),
    case(
        "dates-only-as-ranges",
        "earliest latest",
        days="8",
        rows=[("2007-01-01", "2007-12-31"), ("2007-01-01", "2007-12-31")],
        absent=("2010-04-05", "2010-04-11"),
        gone=("2007-01-01", "2007-12-31"),
        without="steppe-0414",
    ),
    case(
        "what-is-said-about",
        "source quote start end",
        who="Russia",
        **{"class": "aid pledge"},
        rows=[
            (None, "Russia pledged $50 million to Kyrgyzstan on Wednesday", 0, 53),
            ("Alexei Kudrin", "Moscow would give a grant of $20 million", 96, 136),
            ("Alexei Kudrin", "a low-interest loan of $30 million", 141, 175),
        ],
        absent=(None, "He is expected to ask Russia for economic aid", 696, 741),
        gone=(None, "Russia pledged $50 million to Kyrgyzstan on Wednesday", 0, 53),
        without="northern-0415",
    ),
    case(
        "unnamed-sources",
        "quote certainty otherwise",
        outlet=COURIER,
        rows=[("Bakiyev has already signed a letter of resignation", "possible", 0)],
        absent=("He is expected to ask Russia for economic aid", "probable", 0),
        gone=("Bakiyev has already signed a letter of resignation", "possible", 0),
        without="courier-0416",
    ),
    case(
        "what-is-denied",
        "denied_by quote affirmed",
        by="Putin",
        rows=[("Vladimir Putin", "Russia played any part in the uprising", 0)],
        absent=(BAKIYEV, "Russia played any part in the uprising", 0),
        gone=("Vladimir Putin", "Russia played any part in the uprising", 0),
        without="courier-0408",
    ),
    case(
        "what-is-denied",
        "denied_by quote",
        rows=[
            ("Vladimir Putin", "Russia played any part in the uprising"),
            (BAKIYEV, "Kurmanbek Bakiyev will not step down as president of Kyrgyzstan"),
            (BAKIYEV, "he had ordered the security forces to shoot at the crowd outside the White House"),
            ("Atlantic Digest", "Washington has not formally recognized the new government"),
            (COURIER, "The Kazakh government has not granted him asylum"),
            (COURIER, "He did not leave from Osh"),
            (BAKIYEV, "he did not recognize his resignation"),
        ],
        absent=(COURIER, "Bakiyev had flown to Kazakhstan from Osh"),
        gone=(COURIER, "He did not leave from Osh"),
        without="courier-0417",
    ),
    case(
        "only-prospects",
        "status prospect",
        status="planned",
        rows=[
            ("planned", "[planned] demonstration: the opposition, Bishkek, 7 Apr 2010"),
            ("planned", f"[planned] meeting: Robert Blake – {OTUNBAYEVA}, Bishkek, 14 Apr 2010"),
            ("planned", "[planned] visit: Robert Blake → Bishkek, 14 Apr 2010"),
            ("planned", "[planned] aid request: Almazbek Atambayev → Russia"),
            ("planned", f"[planned] demand: {INTERIM} → Belarus"),
            ("planned", "[planned] negotiation: Almazbek Atambayev – Russian officials, Moscow"),
            (
                "planned",
                "[planned] visit: United Nations and Organization for Security and Co-operation in Europe → Bishkek",
            ),
        ],
        absent=("planned", f"[planned] resignation: {BAKIYEV} → {PRESIDENT}"),
        gone=("planned", "[planned] demonstration: the opposition, Bishkek, 7 Apr 2010"),
        without="courier-0407",
    ),
    case(
        "what-an-article-says",
        "source polarity quote",
        article="Resignation letter reaches Bishkek",
        rows=[
            (None, "affirmed", "Kurmanbek Bakiyev has resigned as president of Kyrgyzstan"),
            (None, "affirmed", "Roza Otunbayeva, the head of the interim government"),
            (
                None,
                "affirmed",
                "promised that a new constitution would be put to a referendum and that a presidential election would "
                "be held within six months",
            ),
            (OTUNBAYEVA, "affirmed", "a presidential election would be held within six months"),
            ("Azimbek Beknazarov", "affirmed", "Bakiyev would be tried if he returned"),
            (None, "negated", "The Kazakh government has not granted him asylum"),
            (COURIER, "affirmed", "Bakiyev had flown to Kazakhstan from Osh"),
            (None, "negated", "He did not leave from Osh"),
            (None, "affirmed", "his plane took off from Jalal-Abad"),
        ],
        absent=(None, "affirmed", "He did not leave from Osh"),
        gone=(None, "negated", "He did not leave from Osh"),
        without="courier-0417",
    ),
    case(
        "reported-by-several",
        "what outlets names",
        **{"class": "Event"},
        rows=[
            (f"[happened] phone call: Vladimir Putin – {OTUNBAYEVA}, 8 Apr 2010", 2, (COURIER, "Northern Line")),
        ],
        absent=(f"[happened] resignation: {BAKIYEV} → {PRESIDENT}, 16 Apr 2010", 2, (COURIER, "Neman Review")),
        gone=(f"[happened] phone call: Vladimir Putin – {OTUNBAYEVA}, 8 Apr 2010", 2, (COURIER, "Northern Line")),
        without="northern-0410",
    ),
    case(
        "who-spoke-with-whom",
        "one other date articles",
        who="Otunbaeva",
        rows=[
            (OTUNBAYEVA, "Vladimir Putin", "2010-04-08", 2),
            (OTUNBAYEVA, "Hillary Clinton", "2010-04-10", 1),
            (OTUNBAYEVA, "Robert Blake", "2010-04-14", 1),
        ],
        absent=(OTUNBAYEVA, "Alexei Kudrin", "2010-04-14", 1),
        gone=(OTUNBAYEVA, "Hillary Clinton", "2010-04-10", 1),
        without="atlantic-0412",
    ),
    case(
        "how-connected",
        "steps chain",
        one="Putin",
        other=INTERIM,
        rows=[
            (4, f"{CALL} – [happened] formation: {OTUNBAYEVA} → {INTERIM} – {INTERIM}"),
            (4, f"{CALL} – [holds] tenure: {OTUNBAYEVA} → {HEAD} – {INTERIM}"),
        ],
        absent=(2, f"Vladimir Putin – [denied] coup: Russia – {INTERIM}"),
        gone=(4, f"{CALL} – [holds] tenure: {OTUNBAYEVA} → {HEAD} – {INTERIM}"),
        without="courier-0408 northern-0410",
    ),
    case(
        "who-appears-together",
        "one other events",
        who=OTUNBAYEVA,
        rows=[(OTUNBAYEVA, "Hillary Clinton", 2)],
        absent=(OTUNBAYEVA, "Vladimir Putin", 2),
        gone=(OTUNBAYEVA, "Hillary Clinton", 2),
        without="atlantic-0412",
    ),
    case(
        "dyads",
        "source target quad types events first last",
        source="Russia",
        rows=[("RUS", "KGZ", 1, ("AGREE", "CONSULT"), 4, "2010-04-08", "2010-04-14")],
        absent=("RUS", "KGZ", 4, ("ASSAULT",), 1, None, None),
        gone=("RUS", "KGZ", 1, ("AGREE", "CONSULT"), 4, "2010-04-08", "2010-04-14"),
        without="courier-0408 northern-0410",
    ),
    case(
        "what-somebody-did",
        "what to_whom",
        who=OTUNBAYEVA,
        rows=[
            (f"[happened] cooperation agreement: {OTUNBAYEVA} – Hillary Clinton", ("Hillary Clinton",)),
            (f"[happened] formation: {OTUNBAYEVA} → {INTERIM}", (INTERIM,)),
            (f"[happened] reform promise: {OTUNBAYEVA}", ()),
            (f"[happened] reform promise: {OTUNBAYEVA}", ()),
            (f"[happened] reform promise: {OTUNBAYEVA}", ()),
        ],
        absent=(f"[conditional] security guarantee: {INTERIM} → {BAKIYEV}, 9 Apr 2010", (BAKIYEV,)),
        gone=(f"[happened] cooperation agreement: {OTUNBAYEVA} – Hillary Clinton", ("Hillary Clinton",)),
        without="atlantic-0412",
    ),
    case(
        "who-demanded-what",
        "who of_whom content",
        **{"class": "LeadershipDemand"},
        rows=[
            ("protesters", BAKIYEV, f"[requested] resignation: {BAKIYEV} → {PRESIDENT}"),
            ("some lawmakers of Ak-Jol", BAKIYEV, f"[requested] impeachment: → {BAKIYEV}"),
        ],
        absent=(INTERIM, BAKIYEV, f"[requested] indictment: → {BAKIYEV}"),
        gone=("protesters", BAKIYEV, f"[requested] resignation: {BAKIYEV} → {PRESIDENT}"),
        without="courier-0407",
    ),
    case(
        "who-accuses-whom",
        "who whom of_what",
        whom="Kurmanbek Bakiyev",
        rows=[(INTERIM, BAKIYEV, f"[happened] repression: {BAKIYEV}")],
        absent=(BAKIYEV, "the opposition", "[happened] clash: the opposition, 5–11 Apr 2010"),
        gone=(INTERIM, BAKIYEV, f"[happened] repression: {BAKIYEV}"),
        without="neman-0422",
    ),
    case(
        "who-was-arrested",
        "who by_whom places date arrested_from",
        country="Kyrgyzstan",
        rows=[
            ("Almazbek Atambayev", ("security forces",), ("Bishkek",), "2010-04-06/2010-04-07", None),
            ("Omurbek Tekebayev", ("security forces",), (), "2010-04-06/2010-04-07", None),
            ("Baktybek Kaliyev", ("police",), (), None, None),
            ("more than 100 people", ("police",), (), None, 101),
        ],
        absent=(BAKIYEV, (), (), None, None),
        gone=("Baktybek Kaliyev", ("police",), (), None, None),
        without="courier-0416",
    ),
    case(
        "who-left-office",
        "who post how date denials",
        country="Kyrgyzstan",
        rows=[
            (BAKIYEV, PRESIDENT, "resignation", "2010-04-16", 2),
            (BAKIYEV, PRESIDENT, "resignation", None, 2),
            ("Daniyar Usenov", "Prime Minister of Kyrgyzstan", "resignation", None, 0),
        ],
        absent=("Baktybek Kaliyev", "Defence Minister of Kyrgyzstan", "removal", None, 0),
        gone=(BAKIYEV, PRESIDENT, "resignation", "2010-04-16", 2),
        without="courier-0417",
    ),
    case(
        "asylum",
        "who what status",
        whom="Bakiyev",
        rows=[
            ("Belarus", f"[happened] asylum offer: Belarus → {BAKIYEV}, 18 Apr 2010", "happened"),
            ("Belarus", f"[happened] asylum offer: Belarus → {BAKIYEV}", "happened"),
            ("Belarus", f"[happened] asylum grant: Belarus → {BAKIYEV}", "happened"),
            ("Kazakhstan", f"[denied] asylum grant: Kazakhstan → {BAKIYEV}", "denied"),
        ],
        absent=("Kazakhstan", f"[happened] asylum grant: Kazakhstan → {BAKIYEV}", "happened"),
        gone=("Kazakhstan", f"[denied] asylum grant: Kazakhstan → {BAKIYEV}", "denied"),
        without="courier-0417",
    ),
    case(
        "protests",
        "who places date people_from",
        place="Kyrgyzstan",
        rows=[
            (("protesters",), ("Talas",), "2010-04-06", None),
            (("protesters",), ("Talas",), "2010-04-06", None),
            (("demonstrators",), ("Bishkek",), "2010-04-07", None),
            (("several hundred supporters",), ("Teyit",), "2010-04-12", None),
            (("thousands of his supporters",), ("Jalal-Abad",), "2010-04-13", 2000),
            ((BAKIYEV,), ("Osh",), "2010-04-15", None),
            ((f"opponents of {BAKIYEV}",), ("Osh",), "2010-04-15", None),
            (("rioters",), ("Mayevka",), "2010-04-19", None),
        ],
        absent=(("the opposition",), ("Bishkek",), "2010-04-07", None),
        gone=(("thousands of his supporters",), ("Jalal-Abad",), "2010-04-13", 2000),
        without="steppe-0414",
    ),
    case(
        "contradictions",
        "what affirm deny",
        rows=[(f"[disputed] departure: {BAKIYEV} → Kazakhstan, Osh", (COURIER,), (COURIER,))],
        absent=("[disputed] coup: Russia", (), ("Vladimir Putin",)),
        gone=(f"[disputed] departure: {BAKIYEV} → Kazakhstan, Osh", (COURIER,), (COURIER,)),
        without="courier-0417",
    ),
    case(
        "who-belongs-to",
        "who organization posts",
        organization="interim government of Kyrgyzstan",
        rows=[
            ("Almazbek Atambayev", INTERIM, (DEPUTY,)),
            ("Azimbek Beknazarov", INTERIM, (DEPUTY,)),
            (OTUNBAYEVA, INTERIM, (HEAD,)),
        ],
        absent=("Janysh Bakiyev", INTERIM, ("Head of the State Guard Service",)),
        gone=("Azimbek Beknazarov", INTERIM, (DEPUTY,)),
        without="steppe-0414",
    ),
]
