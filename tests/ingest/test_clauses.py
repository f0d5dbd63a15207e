"""Predicates: voice, relative clauses, coordination, control, light verbs and nouns undone."""

from __future__ import annotations

import pytest

from ingest.clauses import Predicate, predicate_at, real_noun
from ingest.evidence import MAX_WORDS, evidence


def predicate(nlp, text: str, word: str) -> tuple[Predicate, object]:
    doc = nlp(text)
    token = next(t for t in doc if t.text == word)
    return predicate_at(doc, token.i), doc


def words(found: Predicate, doc, function: str) -> list[str]:
    return [doc[t].text for t in found.heads(function)]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The general arrested the editor.", "arrested", {"subject": ["general"], "object": ["editor"]}),
        ("The editor was arrested by the general.", "arrested", {"subject": ["general"], "object": ["editor"]}),
        ("The general, who arrested the editor, left.", "arrested", {"subject": ["general"], "object": ["editor"]}),
        ("The editor arrested by soldiers was freed.", "arrested", {"subject": ["soldiers"], "object": ["editor"]}),
        ("The editor whom soldiers arrested was freed.", "arrested", {"subject": ["soldiers"], "object": ["editor"]}),
        ("The mayor came and praised the army.", "praised", {"subject": ["mayor"], "object": ["army"]}),
        ("The mayor wants to praise the army.", "praise", {"subject": ["mayor"], "object": ["army"]}),
        ("The mayor urged the army to leave.", "leave", {"subject": ["army"]}),
        ("The mayor called on the army to leave.", "leave", {"subject": ["army"]}),
        ("The mayor called on other towns not to leave.", "leave", {"subject": ["towns"]}),
        ("The mayor appealed to the army to leave.", "leave", {"subject": ["army"]}),
        ("The mayor promised the army to leave.", "leave", {"subject": ["mayor"]}),
        ("It is over, the mayor said, urging the army to leave.", "urging", {"subject": ["mayor"]}),
        ("“It is over,” said Ana Berg, who urged the army to leave.", "urged", {"subject": ["Ana"]}),
        ("Rebels claimed responsibility for the attack.", "attack", {"subject": ["Rebels"]}),
        ("The mayor accused Norway of shelling the town.", "shelling", {"subject": ["Norway"], "object": ["town"]}),
        ("The mayor blamed the militia for the attack.", "attack", {"subject": ["militia"]}),
        ("Norway and Estonia condemned the attack.", "condemned", {"subject": ["Norway", "Estonia"]}),
        ("The arrest of the editor by soldiers drew protests.", "arrest", {"of": ["editor"]}),
        ("Norway's withdrawal of troops was slow.", "withdrawal", {"possessive": ["Norway"], "of": ["troops"]}),
        ("Norway held talks with Estonia.", "talks", {"subject": ["Norway"], "with": ["Estonia"]}),
        ("Talks were held by Norway.", "Talks", {"subject": ["Norway"]}),
        ("The banker faces charges of fraud.", "charges", {"object": ["banker"], "of": ["fraud"]}),
        ("Clashes broke out in the capital.", "Clashes", {"in": ["capital"]}),
        ("The king gave the rebels land.", "gave", {"subject": ["king"], "indirect": ["rebels"], "object": ["land"]}),
        ("The rebels laid down their arms.", "laid", {"subject": ["rebels"], "object": ["arms"]}),
        ("The emir has named Anna Berg minister.", "named", {"object": ["Anna"], "complement": ["minister"]}),
        ("The premier handed the mayor the post.", "handed", {"indirect": ["mayor"], "object": ["post"]}),
        ("Ana Berg, who heads the opposition Unity Party, left.", "heads", {"object": ["Party"]}),
        ("The storm forced 20,000 people to flee their homes.", "flee", {"subject": ["people"]}),
        ("The mayor ordered the troops to leave.", "ordered", {"object": ["troops"], "infinitive": ["leave"]}),
        ("The mayor allowed the troops to hold a rally.", "hold", {"subject": ["troops"], "object": ["rally"]}),
        ("The tribunal condemned to death five rebels.", "condemned", {"subject": ["tribunal"], "object": ["rebels"]}),
        ("Norway switched off the network.", "switched", {"subject": ["Norway"], "object": ["network"]}),
        ("The bill was approved by 80 votes.", "approved", {"subject": [], "object": ["bill"]}),
        ("Four editors nabbed over leaked report", "nabbed", {"subject": [], "object": ["editors"]}),
        ("The mayor criticised the curbs on rallies.", "curbs", {"on": ["rallies"]}),
        ("Norway and Estonia signed on Tuesday a pact.", "signed", {"on": ["Tuesday"], "object": ["pact"]}),
        ("Norway and Estonia discussed the border.", "discussed", {"several": ["Norway", "Estonia"]}),
        ("The mayors held talks.", "talks", {"several": ["mayors"]}),
        ("The mayor discussed the border.", "discussed", {"several": []}),
        ("The mayor sought to end the war.", "sought", {"intent": ["end"]}),
        ("The mayor wants the army to leave.", "wants", {"intent": [], "object": ["army"]}),
        ("The mayor gave an assurance that the law would change.", "assurance", {"complement": ["change"]}),
        ("The agency repeated its demand on Friday that Norway open the border.", "demand", {"complement": ["open"]}),
        ("Calls for the police chief to be sacked are growing.", "Calls", {"complement": ["sacked"], "for": ["chief"]}),
        ("Officials fail to protect miners, a union protested Friday.", "protested", {"complement": ["fail"]}),
        ("Norway to recognise Palestinian state", "recognise", {"subject": ["Norway"], "object": ["state"]}),
    ],
)
def test_functions_do_not_depend_on_the_construction(nlp, text, word, wanted) -> None:
    found, doc = predicate(nlp, text, word)
    assert {function: words(found, doc, function) for function in wanted} == wanted


def test_a_noun_that_a_light_verb_carries_is_anchored_at_the_verb(nlp) -> None:
    found, doc = predicate(nlp, "The miners staged a protest in the capital.", "protest")
    assert (found.kind, doc[found.anchor].text) == ("noun", "staged")
    assert words(found, doc, "subject") == ["miners"]


def test_the_noun_within_a_container_is_meant(nlp) -> None:
    doc = nlp("Tens of thousands of students marched.")
    assert real_noun(doc[0]).text == "students"


def test_evidence_is_the_clause_without_marks_at_its_ends(nlp) -> None:
    text = "“The police arrested the editor,” she said."
    found, doc = predicate(nlp, text, "arrested")
    span = evidence(doc, found)
    assert text[span.start : span.end] == "The police arrested the editor"


def test_evidence_of_a_participle_is_its_phrase(nlp) -> None:
    text = "The ousted president spoke."
    found, doc = predicate(nlp, text, "ousted")
    span = evidence(doc, found)
    assert text[span.start : span.end] == "The ousted president"


def test_evidence_is_never_too_long(nlp) -> None:
    text = "The police arrested " + ", ".join(f"the editor of paper number {n}" for n in range(60)) + "."
    found, doc = predicate(nlp, text, "arrested")
    span = evidence(doc, found)
    assert len(text[span.start : span.end].split()) <= MAX_WORDS
    assert "arrested" in text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "word", "subjects"),
    [
        ("He expressed gratitude to the Red Cross for helping the army.", "helping", ["Cross"]),
        ("She offered thanks to Oman for hosting the talks.", "hosting", ["Oman"]),
        ("It was signed by Ana Ruiz, head of the Miners' Union, and Luis Vega, a poet.", "signed", ["Ana", "Luis"]),
    ],
)  # fmt: skip
def test_who_is_thanked_did_it_and_who_stands_behind_a_post_did_too(
    nlp, text: str, word: str, subjects: list[str]
) -> None:
    found, doc = predicate(nlp, text, word)
    assert [doc[i].text for i in found.heads("subject")] == subjects
