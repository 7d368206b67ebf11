"""What nobody may send is never a mere remark: insults, oaths, threats and contempt for a group are errors or warnings."""

from __future__ import annotations

import pytest

import courtesy

GRAVEST = {
    "el": (
        "Είστε ηλίθιος;", "Άντε στο διάολο.", "Σκάσε επιτέλους.", "Ρε μαλάκα, διάβασε τους όρους.", "Είσαι τελείως βλάκας.",
        "Δεν έχεις ντροπή πάνω σου.", "Γυναίκα είστε, πού να καταλάβετε από μηχανές.", "Εσείς οι ξένοι όλο ζητάτε.",
        "Μην ξαναπάρεις γιατί θα σε κυνηγήσω.",
    ),
    "pl": (
        "Jest pan idiotą.", "Zamknij się wreszcie.", "Spadaj stąd.", "Ty debilu, naucz się czytać.", "Kurwa, ile razy mam powtarzać.",
        "Pani jest chyba chora na głowę.", "Baby za kierownicą to zawsze dramat.", "Wy, emeryci, niczego nie rozumiecie.",
        "Jeszcze jeden telefon i pożałujesz.",
    ),
    "fa": (
        "احمق.", "خفه شو دیگه.", "مگه کری؟", "خیلی بی‌شعوری.", "گمشو برو.", "عقل تو کله‌ات نیست.", "شما زن‌ها از این چیزها سر در نمی‌آورید.",
        "شما افغانی‌ها همه‌تان همین هستید.", "یک بار دیگر زنگ بزنی پشیمانت می‌کنم.",
    ),
    "fil": (
        "Ang tanga mo.", "Sira ulo ka ba?", "Gago ka pala eh.", "Ang bobo niyo naman.", "Putang ina mo.", "Wala kang utak.",
        "Ang kapal ng mukha mo.", "Hayop ka.", "Manahimik ka nga.", "Kayong mga probinsyano, ang hirap talagang paliwanagan.",
        "Subukan mo pang tumawag at makikita mo.",
    ),
    "en": (
        "You idiot.", "Shut up and read the terms.", "Are you stupid?", "Get lost.", "You people are all the same.", "What a moron.",
        "Go to hell.", "Women never understand these machines.", "Call once more and you will regret it.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in GRAVEST.items() for text in texts])
def test_it_is_loud(lang: str, text: str) -> None:
    findings = courtesy.check(text, lang=lang).findings
    assert {finding.severity for finding in findings} & {"error", "warning"}
