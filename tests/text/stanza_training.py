"""Small Stanza models for the tests, trained here with Stanza's own trainers on sentences of our own.

They know little, and that is fine: what the engine makes of a model must hold for poor models as well. A word written as
``στο=σ+το`` is a multi-word token. Everything is written in CoNLL-U and goes through Stanza's own preparation.

Tokenizers go to ``MODELS/<lang>``. For one language a tagger and a lemmatizer are trained as well; with copies of that
language's tokenizer they go to ``MODELS/tagger/<lang>``, for what they say of other sentences would be nonsense.

usage: python -m tests.text.stanza_training MODELS SCRATCH
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import shutil
import sys
from pathlib import Path

SENTENCES = {
    "el": """
        Καλημέρα σας, πώς μπορώ να βοηθήσω;
        Σας ευχαριστούμε πολύ για το μήνυμά σας.
        Στείλτε μας, παρακαλώ, τον αριθμό της παραγγελίας.
        Το δέμα σας έφυγε σήμερα από=από την αποθήκη.
        Θα το δω αμέσως και θα σας γράψω.
        Λυπούμαστε για την καθυστέρηση!
        Ο κ. Παππάς θα σας καλέσει στις=σ+τις 10:30.
        Μπορείτε να περάσετε στο=σ+το κατάστημα;
        Έστειλα το τιμολόγιο στη=σ+τη διεύθυνσή σας.
        Η αλλαγή κοστίζει 5,50 ευρώ.
        Δυστυχώς δεν έχουμε το χρώμα που θέλετε.
        Γράψτε μου όποτε σας βολεύει.
        Είμαστε στο=σ+το γραφείο όλη μέρα.
        Όλα είναι έτοιμα στον=σ+τον λογαριασμό σας.
        Χαίρομαι που λύθηκε!
        Θα χρειαστεί η ταυτότητα, η αίτηση κ.λπ. για τον έλεγχο.
    """,
    "pl": """
        Dzień dobry, w czym mogę pomóc?
        Dziękujemy za wiadomość i cierpliwość.
        Proszę podać numer zamówienia.
        Paczka wyjechała dziś z magazynu przy ul. Długiej.
        Sprawdzę to i odpiszę do godz. 15.
        Bardzo przepraszamy za opóźnienie!
        Czy mogę zapytać, kiedy kurier był u Pani?
        Zwrot wyniesie 45,90 zł.
        Chciałbym=Chciał+by+m potwierdzić adres dostawy.
        Pan Nowak oddzwoni jutro o 10:15.
        Niestety nie mamy już tego koloru.
        Faktura jest w załączniku, np. w formacie PDF.
        Mogłabym=Mogła+by+m zaproponować inny termin?
        Cieszę się, że wszystko działa!
        Chciałbym=Chciał+by+m zapytać o szczegóły.
        Życzymy miłego dnia.
    """,
    "fa": """
        سلام، چطور می‌توانم کمکتان کنم؟
        از پیام شما خیلی ممنونم.
        لطفاً شماره سفارش را بفرستید.
        بسته شما امروز از انبار خارج شد.
        همین حالا بررسی می‌کنم و خبر می‌دهم.
        بابت تأخیر عذر می‌خواهیم!
        آقای رضایی ساعت ۱۰:۳۰ با شما تماس می‌گیرد.
        آیا نشانی شما تغییر کرده است؟
        مبلغ ۵۰۰ تومان به حسابتان=حساب+تان برگشت.
        متأسفانه این رنگ را نداریم.
        هر وقت خواستید، بنویسید.
        کتابتان=کتاب+تان آماده است.
        خوشحالم که مشکل حل شد!
        روز خوبی داشته باشید.
        برای بررسی، کارت ملی و فرم لازم است.
    """,
    "fil": """
        Magandang araw po, paano ko po kayo matutulungan?
        Maraming salamat po sa mensahe ninyo.
        Pakibigay po ang numero ng order.
        Umalis na po kanina ang package ninyo.
        Titingnan ko po agad at babalikan ko kayo.
        Pasensya na po sa abala!
        Tatawag po si G. Santos bandang 10:30.
        Puwede po ba kayong dumaan sa tindahan?
        Ang bayad po ay 500 piso.
        Wala na po kaming ganitong kulay.
        Sumulat lang po kayo kung kailan n'yo gusto.
        Nasa email na po ang resibo.
        Masaya po ako na ayos na!
        Ingat po kayo palagi.
        I-check ko po ang account ninyo, sandali lang.
    """,
    "en": """
        Good morning, how can I help you?
        Thank you very much for your message.
        Please send me the number of your order.
        Your parcel left the warehouse today.
        I will look into it and write back by 5 p.m. today.
        We are sorry for the delay!
        Mr. Brown will call you at 10:30.
        Could you come to the shop tomorrow?
        The change costs 5.50 pounds.
        Sadly we don't=do+n't have that colour any more.
        Write whenever it suits you.
        The invoice is attached, e.g. as a PDF.
        I'm=I+'m glad that it works!
        They don't=do+n't open on Sunday.
        I don't=do+n't know yet, I'm=I+'m sorry.
        Have a lovely day.
        You will need the form, the receipt and a photo.
    """,
}
TAGGED = {
    "pl": """
        Zalaminuj/zalaminować/VERB/imp legitymację/legitymacja/NOUN/sg .
        Ostempluj/ostemplować/VERB/imp druk/druk/NOUN/sg .
        Zszyj/zszyć/VERB/imp kartki/kartka/NOUN/pl .
        Owiń/owinąć/VERB/imp paczkę/paczka/NOUN/sg folią/folia/NOUN/sg .
        Zaklej/zakleić/VERB/imp kopertę/koperta/NOUN/sg taśmą/taśma/NOUN/sg .
        Pan/pan/NOUN/sg laminuje/laminować/VERB/3sg legitymację/legitymacja/NOUN/sg .
        Ona/on/PRON/3sg stempluje/stemplować/VERB/3sg druk/druk/NOUN/sg .
        Nie/nie/PART/neg mamy/mieć/VERB/1pl tu/tu/ADV frobników/frobnik/NOUN/pl .
        Dziękuję/dziękować/VERB/1sg Panu/pan/NOUN/sg za/za/ADP wiadomość/wiadomość/NOUN/sg .
        Dziękuję/dziękować/VERB/1sg Panu/pan/NOUN/sg , zalaminuj/zalaminować/VERB/imp kartę/karta/NOUN/sg .
        Dziękujemy/dziękować/VERB/1pl za/za/ADP wiadomość/wiadomość/NOUN/sg .
        Paczka/paczka/NOUN/sg leży/leżeć/VERB/3sg tu/tu/ADV .
        Ta/ten/DET/sg koperta/koperta/NOUN/sg jest/być/AUX/3sg mała/mały/ADJ/sg .
    """,
}
"""Words as ``word/lemma/part of speech/features``, the last of them short for what `FEATURES` says."""
FEATURES = {
    "imp": "Mood=Imp|Number=Sing|Person=2",
    "1sg": "Mood=Ind|Number=Sing|Person=1",
    "1pl": "Mood=Ind|Number=Plur|Person=1",
    "3sg": "Mood=Ind|Number=Sing|Person=3",
    "sg": "Number=Sing",
    "pl": "Number=Plur",
    "neg": "Polarity=Neg",
}
STEPS, REPEATS = 220, 8
TAGGER_STEPS = 100
_TOKEN = re.compile(r"κ\.λπ\.|p\.m\.|e\.g\.|(?:κ|ul|godz|np|G|Mr)\.(?=\s)|\d+(?:[.,:]\d+)*|\w[\w'\u200c=+-]*|[^\w\s]")


def train(lang: str, home: Path, scratch: Path) -> None:
    """Leave ``<home>/<lang>/tokenize.pt`` (and ``mwt.pt``) there."""
    from stanza.models import mwt_expander, tokenizer
    from stanza.utils.datasets import prepare_tokenizer_data

    scratch = scratch / lang
    scratch.mkdir(parents=True)
    (home / lang).mkdir(parents=True)
    lines = [line.strip() for line in SENTENCES[lang].strip().splitlines()]
    chance = random.Random(7)
    paragraphs = [chance.sample(lines, 3) for _ in range(REPEATS * len(lines) // 3)]
    conllu = [_conllu(line) for paragraph in paragraphs for line in paragraph]
    text = "\n\n".join(" ".join(re.sub(r"=\S+?(?=[\s.,!?;]|$)", "", line) for line in p) for p in paragraphs)
    (scratch / "gold.conllu").write_text("".join(conllu), encoding="utf-8")
    (scratch / "text.txt").write_text(text + "\n", encoding="utf-8")
    files = {name: str(scratch / name) for name in ("text.txt", "gold.conllu", "labels", "mwt.json", "out.conllu")}
    code = "tl" if lang == "fil" else lang
    with contextlib.redirect_stdout(io.StringIO()):
        prepare_tokenizer_data.main(
            [files["text.txt"], files["gold.conllu"], "-o", files["labels"], "-m", files["mwt.json"]]
        )
        tokenizer.main(
            [
                *(
                    "--txt_file",
                    files["text.txt"],
                    "--label_file",
                    files["labels"],
                    "--mwt_json_file",
                    files["mwt.json"],
                ),
                *("--dev_txt_file", files["text.txt"], "--dev_label_file", files["labels"]),
                *("--dev_conll_gold", files["gold.conllu"], "--conll_file", files["out.conllu"]),
                *("--lang", code, "--shorthand", f"{code}_own", "--steps", str(STEPS), "--eval_steps", str(STEPS + 1)),
                *(
                    "--emb_dim",
                    "16",
                    "--hidden_dim",
                    "24",
                    "--batch_size",
                    "16",
                    "--max_seqlen",
                    "80",
                    "--device",
                    "cpu",
                ),
                *("--save_dir", str(home / lang), "--save_name", "tokenize.pt"),
            ]
        )
        if "=" in SENTENCES[lang]:
            mwt_expander.main(
                [
                    *("--train_file", files["gold.conllu"], "--eval_file", files["gold.conllu"]),
                    *("--gold_file", files["gold.conllu"], "--output_file", files["out.conllu"]),
                    *(
                        "--lang",
                        code,
                        "--shorthand",
                        f"{code}_own",
                        "--dict_only",
                        "--num_epoch",
                        "1",
                        "--device",
                        "cpu",
                    ),
                    *("--save_dir", str(home / lang), "--save_name", "mwt.pt"),
                ]
            )


def train_tagger(lang: str, home: Path, scratch: Path) -> None:
    """Leave ``<home>/<lang>/pos.pt``, the ``pretrain.pt`` with the word vectors that it rests on, and ``lemma.pt`` there."""
    from stanza.models import lemmatizer, tagger

    scratch = scratch / f"tagger-{lang}"
    scratch.mkdir(parents=True)
    lines = [line.split() for line in TAGGED[lang].strip().splitlines()]
    gold = scratch / "gold.conllu"
    gold.write_text("".join(map(_tagged, lines)) * 3, encoding="utf-8")
    chance = random.Random(7)
    words = sorted({item.partition("/")[0].lower() for line in lines for item in line})
    vectors = "".join(f"{word} {' '.join(f'{chance.gauss(0, 1):.3f}' for _ in range(8))}\n" for word in words)
    (scratch / "vectors.txt").write_text(f"{len(words)} 8\n{vectors}", encoding="utf-8")
    save = ["--save_dir", str(home / lang), "--device", "cpu", "--lang", lang, "--shorthand", f"{lang}_own"]
    files = ["--train_file", str(gold), "--eval_file", str(gold), "--output_file", str(scratch / "out.conllu")]
    small = (
        "--hidden_dim 32 --char_hidden_dim 32 --char_emb_dim 16 --word_emb_dim 16 --tag_emb_dim 8 --transformed_dim 16 "
        "--deep_biaff_hidden_dim 32 --composite_deep_biaff_hidden_dim 16 --dropout 0.2 --word_dropout 0.1 "
        f"--batch_size 150 --max_steps {TAGGER_STEPS} --eval_interval {TAGGER_STEPS} --fix_eval_interval"
    ).split()
    with contextlib.redirect_stdout(io.StringIO()):
        pretrain = ["--wordvec_file", str(scratch / "vectors.txt")]
        pretrain += ["--wordvec_pretrain_file", str(home / lang / "pretrain.pt")]
        tagger.main([*files, *save, *small, *pretrain, "--save_name", "pos.pt"])
        del save[4:6]  # the lemmatizer takes its language from the shorthand
        lemmatizer.main([*files, *save, "--dict_only", "--save_name", "lemma.pt"])


def _tagged(items: list[str]) -> str:
    rows = []
    for number, item in enumerate(items, 1):
        word, lemma, kind, features = (*item.split("/"), "", "", "")[:4]
        head = "0\troot" if number == 1 else "1\tdep"
        glued = number < len(items) and not items[number][0].isalnum()
        space = "SpaceAfter=No" if glued else "_"
        rows.append(
            f"{number}\t{word}\t{lemma or word}\t{kind or 'PUNCT'}\t_\t{FEATURES.get(features, '_')}\t{head}\t_\t{space}"
        )
    return "\n".join(rows) + "\n\n"


def _conllu(line: str) -> str:
    rows = []
    number = 0
    matches = list(_TOKEN.finditer(line))
    for place, match in enumerate(matches):
        word, _, parts = match.group().partition("=")
        glued = place + 1 < len(matches) and matches[place + 1].start() == match.end()
        space = "SpaceAfter=No" if glued else "_"
        pieces = parts.split("+") if "+" in parts else [word]
        if len(pieces) > 1:
            rows.append(f"{number + 1}-{number + len(pieces)}\t{word}" + "\t_" * 7 + f"\t{space}")
        for piece in pieces:
            number += 1
            head, kind = (0, "root") if number == 1 else (1, "dep")
            note = "_" if len(pieces) > 1 else space
            rows.append(f"{number}\t{piece}\t{piece}\tX\t_\t_\t{head}\t{kind}\t_\t{note}")
    return "\n".join(rows) + "\n\n"


def main(home: Path, scratch: Path) -> None:
    for lang in SENTENCES:
        train(lang, home, scratch)
    for lang in TAGGED:
        shutil.copytree(home / lang, home / "tagger" / lang)
        train_tagger(lang, home / "tagger", scratch)


if __name__ == "__main__":
    with contextlib.redirect_stderr(io.StringIO()):
        main(Path(sys.argv[1]), Path(sys.argv[2]))
