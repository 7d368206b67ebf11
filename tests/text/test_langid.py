"""Language identification: codes, scripts, mixtures, short messages, speed of growth, and accuracy on real text."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtesy.errors import LanguageError
from courtesy.text import langid
from courtesy.text.langid import identify, normalise_code

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "el", "pl", "fa", "fil")

# Our own sentences, a line each, as people write to customers. None comes from a data set.

ENGLISH = """
Your parcel left our warehouse this morning.
I am sorry about the late delivery.
Please send me the invoice number.
Thanks for waiting, I have the answer now.
We will call you back before noon.
That is not covered by the warranty.
Could you tell me which browser you use?
I've passed this on to our technician.
The refund was paid on Monday.
Have you tried turning it off and on again?
You should have read the terms first.
Nothing we can do about it.
Not my problem.
See our website for details.
Let me check that for you.
Good morning, how can I help?
It usually takes two working days.
Can't find your booking, sorry.
Our office is closed on Sundays.
The coupon has expired.
Is there anything else I can do?
As I said before, it is too late.
You're welcome!
My colleague will look after you.
Would Thursday suit you better?
The colour you asked for is sold out.
thx, got it
pls wait
ok
Noted.
u need to reset ur password
no idea tbh
just call the bank
Calm down, it was only an hour.
We've never had this complaint before.
Kindly fill in the attached form.
The driver couldn't find your house.
Everything has been arranged for tomorrow.
It looks like the wrong size was shipped.
I understand how annoying this must be.
Your card was charged twice by mistake.
Reply to this e-mail with a photo of the damage.
Do not share your PIN with anyone.
We appreciate your patience.
The lift is being repaired.
Which seat would you prefer?
Breakfast is served from seven.
Sign here and we are done.
There is a small fee for changes.
He no longer works here.
Next time please order earlier.
Your feedback matters to us.
The line was busy all day.
I'll make sure this doesn't happen again.
Who told you that?
Bring the receipt with you.
Happy to help.
The new price applies from May.
Please hold the line.
All our agents are busy at the moment.
Ask at the front desk.
This is the last reminder.
"""

GREEK = """
Το δέμα σας έφυγε σήμερα το πρωί.
Λυπάμαι πολύ για την καθυστέρηση.
Στείλτε μου τον αριθμό του τιμολογίου.
Ευχαριστώ που περιμένατε.
Θα σας καλέσουμε πριν το μεσημέρι.
Δεν το καλύπτει η εγγύηση.
Ποιο πρόγραμμα χρησιμοποιείτε;
Το έδωσα στον τεχνικό μας.
Τα χρήματα επιστράφηκαν τη Δευτέρα.
Δοκιμάσατε να το κλείσετε;
Έπρεπε να διαβάσετε τους όρους.
Δεν γίνεται τίποτα.
Δεν είναι δική μου δουλειά.
Δείτε τη σελίδα μας.
Να το κοιτάξω για εσάς.
Καλημέρα, πώς μπορώ να βοηθήσω;
ΤΟ ΓΡΑΦΕΙΟ ΕΙΝΑΙ ΚΛΕΙΣΤΟ
Δεν βρίσκω την κράτησή σας.
Κλείνουμε τις Κυριακές.
Το κουπόνι έληξε.
Χρειάζεστε κάτι άλλο;
Όπως σας είπα, είναι αργά.
Παρακαλώ!
Θα σας εξυπηρετήσει ο συνάδελφος.
Σας βολεύει η Πέμπτη;
Το χρώμα που θέλετε τελείωσε.
οκ ευχαριστω
περιμενετε λιγο
ναι
Εντάξει.
Δεν έχω ιδέα.
Πάρτε την τράπεζα.
Ηρεμήστε, μια ώρα ήταν.
Κανείς δεν παραπονέθηκε ποτέ.
Συμπληρώστε τη φόρμα.
Ο οδηγός δεν βρήκε το σπίτι.
Όλα είναι έτοιμα για αύριο.
Στάλθηκε λάθος νούμερο.
Καταλαβαίνω πόσο ενοχλητικό είναι.
Η κάρτα χρεώθηκε δύο φορές.
Στείλτε μια φωτογραφία της ζημιάς.
Μη δίνετε το PIN σε κανέναν.
Εκτιμούμε την υπομονή σας.
Το ασανσέρ επισκευάζεται.
Ποια θέση προτιμάτε;
Το πρωινό σερβίρεται στις επτά.
Υπογράψτε εδώ.
Υπάρχει μικρή χρέωση.
Δεν δουλεύει πια εδώ.
Την άλλη φορά νωρίτερα.
Η γνώμη σας μετράει.
Η γραμμή ήταν κατειλημμένη.
Δεν θα ξανασυμβεί.
Ποιος σας το είπε;
Φέρτε την απόδειξη.
Χαρά μου.
Η νέα τιμή ισχύει από Μάιο.
Μείνετε στη γραμμή.
Ρωτήστε στη ρεσεψιόν.
Τελευταία υπενθύμιση.
Το Galaxy Tab A9 LTE εστάλη.
Κάντε reset το router και μετά login.
"""

GREEKLISH = """
to dema sas efige simera to proi
lypamai poly gia thn kathysterhsh
steilte mou ton arithmo tou timologiou
efxaristo pou perimenate
8a sas kalesoume prin to meshmeri
den to kalyptei i eggyisi
poio programma xrisimopoieite?
to edwsa ston texniko mas
ta xrhmata epistrafhkan th deftera
dokimasate na to kleisete?
eprepe na diavasete tous orous
den ginetai tipota
den einai diki mou doulia
deite th selida mas
na to koita3w gia sas
kalimera, pos boro na voithiso?
to grafeio einai kleisto
den vrisko tin kratisi sas
kleinoume tis kyriakes
to kouponi elhkse
xreiazeste kati allo?
opos sas ipa, ine arga
parakalw!
tha sas eksypiretisei o synadelfos
sas volevei i pempti?
to xroma pou thelete teleiose
ok euxaristw
perimenete ligo
nai vevaia
endaksi
den exo idea
parte tin trapeza
hremhste, mia wra htan
kaneis den paraponethike pote
symplhrwste th forma
o odigos den vrike to spiti
ola einai etoima gia ayrio
stalthike lathos noumero
katalavaino poso enoxlitiko einai
h karta xrewthike dyo fores
steilte mia fotografia tis zimias
mh dinete to pin se kanenan
ektimoume tin ypomoni sas
to asanser episkevazetai
poia thesi protimate?
to proino servirete stis efta
ypograpste edw
yparxei mikri xrewsi
den doulevei pia edo
tin alli fora noritera
h gnwmh sas metraei
i grammi itan kateilimmeni
den tha ksanasymvei
pios sas to eipe?
ferte thn apodeiksh
xara mas
h nea timh isxyei apo maio
meinete sti grammi
rotiste sti resepsion
teleutaia ypenthimisi
geia sas, ti kanete?
Kalispera sas
me ektimisi, to tmima ypostiriksis
"""

POLISH = """
Paczka wyszła dziś rano.
Przykro mi z powodu opóźnienia.
Proszę o numer faktury.
Dziękuję za cierpliwość.
Oddzwonimy przed południem.
Gwarancja tego nie obejmuje.
Jakiej przeglądarki Pan używa?
Przekazałam to technikowi.
Zwrot zrobiliśmy w poniedziałek.
Czy próbowała Pani wyłączyć i włączyć?
Trzeba było przeczytać regulamin.
Nic się nie da zrobić.
To nie moja sprawa.
Wszystko jest na stronie.
Zaraz to sprawdzę.
Dzień dobry, w czym mogę pomóc?
To potrwa dwa dni robocze.
Nie widzę Pana rezerwacji.
W niedziele mamy zamknięte.
Kupon stracił ważność.
Czy mogę jeszcze w czymś pomóc?
Jak mówiłem, jest za późno.
Nie ma za co!
Zajmie się tym koleżanka.
Czy pasuje Państwu czwartek?
Tego koloru już nie ma.
ok dzięki
chwila
tak
Przyjęto.
nie mam pojęcia
Proszę zadzwonić do banku.
Spokojnie, to tylko godzina.
Nikt się dotąd nie skarżył.
Proszę wypełnić formularz.
Kierowca nie znalazł domu.
Na jutro wszystko gotowe.
Wysłano zły rozmiar.
Rozumiem, jakie to uciążliwe.
Kartę obciążono dwa razy.
Proszę przysłać zdjęcie szkody.
Nikomu nie podawaj kodu PIN.
Doceniamy Twoją cierpliwość.
Winda jest w naprawie.
Które miejsce Pani woli?
Śniadanie od siódmej.
Proszę tu podpisać.
Zmiana jest płatna.
On już tu nie pracuje.
Następnym razem wcześniej.
Twoja opinia ma znaczenie.
Linia była zajęta cały dzień.
To się nie powtórzy.
Kto to Panu powiedział?
Proszę zabrać paragon.
Cała przyjemność po mojej stronie.
Nowa cena od maja.
Proszę się nie rozłączać.
Pytać w recepcji.
To ostatnie przypomnienie.
Umowa wygasa po roku.
Witam, co się stało?
"""

PERSIAN = """
بسته شما امروز صبح ارسال شد.
بابت تأخیر خیلی متأسفم.
شماره فاکتور را بفرستید.
ممنون که صبر کردید.
قبل از ظهر تماس می‌گیریم.
گارانتی شامل این نمی‌شود.
از کدام مرورگر استفاده می‌کنید؟
به همکار فنی گفتم.
دوشنبه پول برگشت.
خاموش و روشن کردید؟
باید شرایط را می‌خواندید.
کاری نمیشه کرد.
به من ربطی نداره.
تو سایت نوشته.
الان بررسی می‌کنم.
سلام، چه کمکی از دستم برمیاد؟
دو روز کاری طول می‌کشد.
رزرو شما را پیدا نمی‌کنم.
جمعه‌ها تعطیلیم.
کد تخفیف تمام شده.
امر دیگه‌ای هست؟
همون‌طور که گفتم دیر شده.
خواهش می‌کنم!
همکارم پیگیری می‌کنه.
پنجشنبه خوبه؟
این رنگ تموم شده.
اوکی مرسی
یه لحظه
بله
ثبت شد.
نمی‌دونم والا
با بانک تماس بگیرید.
آروم باشید، یک ساعت بود.
تا حالا کسی شکایت نکرده.
فرم را پر کنید.
راننده خانه را پیدا نکرد.
همه چیز برای فردا آماده است.
سایز اشتباه فرستاده شده.
می‌فهمم چقدر آزاردهنده است.
دو بار از کارت کم شده.
عکس خرابی را بفرستید.
رمز را به کسی ندهید.
از صبر شما سپاسگزاریم.
آسانسور در دست تعمیر است.
کدام صندلی را می‌خواهید؟
صبحانه از ساعت هفت است.
اینجا را امضا کنید.
تغییر هزینه دارد.
ایشان دیگر اینجا نیستند.
دفعه بعد زودتر بگید.
نظر شما مهم است.
خط کل روز اشغال بود.
دیگه تکرار نمیشه.
کی اینو گفته؟
رسید را بیاورید.
در خدمتم.
قیمت جدید از اول ماه.
پشت خط باشید.
از پذیرش بپرسید.
این آخرین یادآوری است.
فایل PDF را ایمیل کنید.
اپ GCash روی iPhone نصبه؟
"""

FINGLISH = """
bastatoon emrooz sobh ersal shod
babate ta'khir kheili sharmandeh am
shomare faktor ro befrestid
mamnoon ke sabr kardid
ghabl az zohr tamas migirim
garanti shamele in nemishe
az kodoom moroorgar estefade mikonid?
be hamkare fannim goftam
doshanbe pool bargasht
khamoosh o roshan kardid?
bayad sharayet ro mikhoondid
kari nemishe kard
be man rabti nadare
too site neveshte
alan barresi mikonam
salam, che komaki az dastam barmiad?
do rooz kari tool mikeshe
rezervetoon ro peyda nemikonam
jomeha tatilim
kode takhfif tamoom shode
amre digeii hast?
hamoontor ke goftam dir shode
khahesh mikonam
hamkaram peygiri mikone
panjshanbe khoobe?
in rang tamoom shode
ok mersi
ye lahze
bale hatman
sabt shod
nemidoonam vala
ba bank tamas begirid
aroom bashid, ye saat bood
ta hala kasi shekayat nakarde
form ro por konid
ranande khoone ro peyda nakard
hame chi baraye farda amadast
saize eshtebah ferestade shode
mifahmam cheghad azar dahandast
do bar az kart kam shode
akse kharabi ro befrestid
ramz ro be kasi nadid
az sabre shoma sepasgozarim
asansor dare tamir mishe
kodoom sandali ro mikhaid?
sobhane az saate hafte
inja ro emza konid
taghir hazine dare
ishoon dige inja nistan
dafe bad zoodtar begid
nazare shoma moheme
khat kole rooz eshghal bood
dige tekrar nemishe
ki ino gofte?
resid ro biarid
dar khedmatam
gheymate jadid az avale mahe
poshte khat bashid
az paziresh beporsid
in akharin yadavarie
salam
chetori khoobi?
lotfan yekam sabr kon
"""

FILIPINO = """
Umalis na kaninang umaga ang padala ninyo.
Paumanhin sa pagkaantala.
Pakibigay po ang numero ng resibo.
Salamat sa paghihintay.
Tatawag kami bago magtanghali.
Hindi iyan sakop ng garantiya.
Anong telepono ang gamit ninyo?
Ibinigay ko na sa aming tekniko.
Naibalik na ang bayad noong Lunes.
Sinubukan na ba ninyong patayin?
Dapat binasa ninyo ang patakaran.
Wala kaming magagawa.
Hindi ko problema iyan.
Tingnan ang aming pahina.
Titingnan ko po.
Magandang umaga, ano po ang maitutulong ko?
Dalawang araw ang aabutin.
Hindi ko makita ang pangalan ninyo.
Sarado kami tuwing Linggo.
Lumipas na ang petsa.
May iba pa po ba?
Gaya ng sinabi ko, huli na.
Walang anuman!
Tutulungan kayo ng kasama ko.
Puwede ba sa Huwebes?
Ubos na ang kulay na iyan.
sige
Hindi pwede.
Sige po
Oo naman
Ewan ko
Tumawag kayo sa bangko.
Huminahon kayo, isang oras lang iyon.
Wala pang nagreklamo.
Punan ang papel.
Hindi nakita ng drayber ang bahay.
Handa na ang lahat para bukas.
Maling sukat ang naipadala.
Naiintindihan ko ang inyong inis.
Dalawang beses kayong nasingil.
Ipadala ang litrato ng sira.
Huwag ibigay ang lihim na numero.
Salamat sa inyong tiyaga.
Inaayos ang elebeytor.
Aling upuan ang gusto ninyo?
Alas siyete ang almusal.
Pumirma kayo rito.
May kaunting bayad.
Wala na siya rito.
Agahan ninyo sa susunod.
Mahalaga ang inyong opinyon.
Abala ang linya buong araw.
Hindi na mauulit.
Sino ang nagsabi niyan?
Dalhin ang resibo.
Masaya akong makatulong.
Bagong presyo simula Mayo.
Huwag ibababa ang telepono.
Magtanong sa harap.
Huling paalala na ito.
Kumusta po kayo?
Ingat kayo palagi.
"""

TAGLISH = """
Na-ship na po ang order nyo kanina.
sorry po sa delay ng delivery
Pa-send naman po ng receipt number
thank you po for waiting
We'll call you back po before lunch.
not covered po yan ng warranty
What browser po ang gamit nyo?
forwarded ko na po sa technical team
refund na po
Na-try nyo na po i-restart ang router?
please read the terms po muna
wala na kaming control dyan sir
not my problem na po yan
check nyo na lang sa website
let me check lang po
Hi maam, how can I help you po?
usually 2 working days lang po
di ko po makita booking nyo
closed po kami every Sunday
expired na po yung voucher
Anything else po ba?
as stated po sa post, too late na
welcome po!
My colleague po will assist you.
available po ba kayo sa Thursday?
sold out na po yung black
ok po
noted po
cge po
yes po
no idea din po ako
call nyo na lang po ang bank
relax lang po, one hour lang naman
first time ko po nakarinig ng ganyang complaint
paki-fill up ang form
hindi po nahanap ng rider ang house nyo
all set na po for tomorrow
wrong size po pala ang na-deliver
I understand naman po your frustration
na-double charge po ang card nyo
send po kayo ng photo ng damage
wag nyo po i-share ang PIN
we appreciate your patience po
under repair pa ang elevator
which seat po ang prefer nyo?
breakfast starts at 7 po
sign lang po dito
may additional fee po
resigned na po sya
next time po mag-order earlier
Your feedback po is important to us.
busy kasi yung line kanina
promise po hindi na mauulit
sino po nag-advise sa inyo?
bring nyo lang yung receipt
happy to help po
new price na po starting May
hold lang po kayo
ask nyo po sa front desk
last reminder na po ito
pm sent na po sis
d pa po nag reply c seller
"""

_UNACCENTED = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")
VARIETIES = {
    "English": ("en", ENGLISH),
    "Greek": ("el", GREEK),
    "Greeklish": ("el", GREEKLISH),
    "Polish": ("pl", POLISH),
    "Polish without diacritics": ("pl", POLISH.translate(_UNACCENTED)),
    "Persian": ("fa", PERSIAN),
    "Finglish": ("fa", FINGLISH),
    "Filipino": ("fil", FILIPINO),
    "Taglish": ("fil", TAGLISH),
}
SENTENCES = [
    pytest.param(sentence, language, id=f"{variety}: {sentence}")
    for variety, (language, block) in VARIETIES.items()
    for sentence in block.strip().splitlines()
]


@pytest.mark.parametrize(("sentence", "language"), SENTENCES)
def test_own_sentences(sentence: str, language: str) -> None:
    assert identify(sentence) == language


def test_there_are_sixty_sentences_of_each_variety() -> None:
    for variety, (_, block) in VARIETIES.items():
        assert len(set(block.strip().splitlines())) >= 60, variety


@pytest.mark.parametrize("block", [block for _, block in VARIETIES.values()], ids=list(VARIETIES))
def test_long_messages(block: str) -> None:
    language = next(language for language, other in VARIETIES.values() if other is block)
    sentences = block.split("\n")
    for i in range(0, 60, 5):
        assert identify(" ".join(sentences[i : i + 6])) == language


MIXED = [
    ("What is ευχαριστώ?", "en"),
    ("Hi Γιώργο, your order has shipped.", "en"),
    ("The Greek word for please is παρακαλώ, by the way.", "en"),
    ("Το iPhone 15 Pro Max Space Black ήρθε", "el"),
    ("Καλησπέρα Mr Smith", "el"),
    ("Σας απαντώ:\n> Dear team, I would like to know where my parcel is and when it comes.\nΈρχεται αύριο.", "el"),
    ("Αγαπητή κυρία,\nθα το δούμε.\n-----Original Message-----\nHello, my order is late and nobody answers me.", "el"),
    ("Μας γράψατε “I want to cancel my whole subscription right now”. Έγινε.", "el"),
    ("Στείλτε e-mail στο help@example.com ή δείτε https://www.example.com/support/en/returns", "el"),
    ("فایل را به support@example.com بفرستید", "fa"),
    ("Witam, https://example.com/how/to/return/my/order/please", "pl"),
    ("Salamat po! https://example.com/track?order=12345&lang=en", "fil"),
    ("We use PO 4411 for this order, please quote the PO number.", "en"),
    ("Please enjoy Ho Chi Minh City and Ko Samui with us.", "en"),
    ("Dear customer, we are very sorry that your parcel has not been delivered yet, pa-check na lang po.", "fil"),
    ("Dear {customer name}, twoja paczka jest już w drodze", "pl"),
    ('<p class="main text">Η παραγγελία</p>', "el"),
    ("@help_and_support_for_you #thankyou dziękuję bardzo", "pl"),
    ("\u0394\u03b5\u0301\u03bc\u03b1", "el"),  # decomposed accent
    ("Dzie\u0144 dobry".replace("\u0144", "n\u0301"), "pl"),
    ("KALISPERA SAS", "el"),
    ("DZIEN DOBRY", "pl"),
    ("Aριθμός Oδός", "el"),  # Latin capitals in Greek words
    ("salamat", "fil"),
]


@pytest.mark.parametrize(("text", "language"), MIXED)
def test_mixed_messages(text: str, language: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "12345",
        "😀👍",
        "!!!",
        "۱۲۳",
        "https://example.com",
        "me@example.com",
        "#moda",
        "#dziękuję",
        "@ania",
        "$ 4,20",
        "{imie}",
    ],
)
def test_text_without_words_is_english(text: str) -> None:
    assert identify(text) == "en"


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"), ("en-US", "en"), ("EN_gb", "en"), ("eng", "en"),
        ("el", "el"), ("EL", "el"), ("el-GR", "el"), ("el_CY", "el"), ("ell", "el"), ("el-Latn", "el"),
        ("pl", "pl"), ("pl_PL", "pl"), ("pol", "pl"),
        ("fa", "fa"), ("fa_IR", "fa"), ("fa-AF", "fa"), ("fa-Arab-IR", "fa"), ("pes", "fa"), ("prs", "fa"),
        ("fil", "fil"), ("fil-PH", "fil"), ("tl", "fil"), ("tl_PH", "fil"), ("TGL", "fil"),
    ],
)  # fmt: skip
def test_codes(code: str, language: str) -> None:
    assert normalise_code(code) == language


@pytest.mark.parametrize(
    "code",
    [
        "",
        "auto",
        "gr",
        "de",
        "english",
        "en-",
        "-en",
        "en--US",
        "e",
        "el GR",
        "el\n",
        " el",
        "pl.UTF-8",
        "ｅｎ",
        "x" * 500,
    ],
)
def test_unknown_codes(code: str) -> None:
    with pytest.raises(LanguageError, match="en, el, pl, fa or fil") as caught:
        normalise_code(code)
    assert len(str(caught.value)) < 250


def test_a_code_that_is_no_text() -> None:
    with pytest.raises(LanguageError, match="None"):
        normalise_code(None)  # type: ignore[arg-type]


@given(st.text())
def test_every_text_has_one_of_five_languages(text: str) -> None:
    first = identify(text)
    assert first in LANGUAGES
    assert identify(text) == first


WORDS = sorted({word for _, block in VARIETIES.values() for word in block.split()})
PARTS = st.one_of(
    st.sampled_from(WORDS),
    st.text(alphabet="aąbcżαάλسی-'8.@#{}<>:/ \n»«\"", max_size=12),
    st.sampled_from(
        ["https://example.com/a", "a@b.gr", "12", "😀", "-----Original Message-----", "On Monday Eva wrote:"]
    ),
)


@given(st.lists(PARTS, max_size=40).map(" ".join))
@settings(max_examples=200)
def test_memory_never_changes_an_answer(text: str) -> None:
    warm = identify(text)
    langid._words.clear()
    langid._scripts.clear()
    assert identify(text) == warm in LANGUAGES


@given(st.text(min_size=1, max_size=30))
def test_any_code_is_a_language_or_a_language_error(code: str) -> None:
    with contextlib.suppress(LanguageError):
        assert normalise_code(code) in LANGUAGES


@given(st.sampled_from([block for _, block in VARIETIES.values()]), st.integers(0, 59))
def test_addresses_and_numbers_do_not_count(block: str, i: int) -> None:
    sentence = block.strip().splitlines()[i]
    noise = "https://example.com/the/best/of/all 4711 thank.you@example.com #thankyou @customer_care 😀 "
    assert identify(noise + sentence + " " + noise) == identify(sentence)


def test_memory_is_bounded() -> None:
    for i in range(300):
        identify(" ".join(f"{a}{b}{'xyz'[i % 3]}{'q' * (i // 3)}" for a in "abcdefghijk" for b in "abcdefghijk"))
    assert len(langid._words) <= langid._MEMO_SIZE + langid._MOST_WORDS
    identify("word " * 10 + "x" * 100_000)
    assert max(map(len, langid._words)) <= langid._MEMO_LONGEST


@pytest.mark.parametrize(
    "unit", ["a", "a ", "<", "{", '"', "a.", "-", "On x", "α a", "> α a\n", "@", "1", "«α", "--- Original"]
)
def test_long_text_costs_no_more_than_its_beginning(unit: str) -> None:
    assert identify(unit * 200_000) in LANGUAGES


def test_filipino_grammar_counts_however_late() -> None:
    english = "Thank you for your message, we have read it and we are going to look at your order today. " * 3
    assert identify(english) == "en"
    assert identify(english + "Hintay lang po.") == "fil"
    assert identify(english + "Paki-check na lang po ng email nyo.") == "fil"


def test_late_text_is_found_behind_numbers() -> None:
    assert identify("1 " * 5000 + "Dziękuję bardzo za pomoc") == "pl"


def test_import_brings_nothing_but_re() -> None:
    """A hook that runs once a message must start fast."""
    script = (
        "import re, sys; before = set(sys.modules); import courtesy.text.langid;"
        "print(*sorted(set(sys.modules) - before))"
    )
    result = subprocess.run([sys.executable, "-S", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "_langid" not in result.stdout
    heavy = {"typing", "json", "dataclasses", "pathlib", "regex", "unicodedata", "courtesy.errors"}
    assert not heavy & set(result.stdout.split())


# ---------------------------------------------------------------------------------------------------------------------
# Real text: a folder that does not belong to the repository


def _data() -> Path:
    folder = os.environ.get("COURTESY_DATA")
    if not folder:
        pytest.skip("COURTESY_DATA is not set: it names the folder with tatoeba/ and finglish/ to measure on")
    if not (Path(folder) / "tatoeba" / "labelled.tsv").is_file():
        pytest.skip(f"COURTESY_DATA={folder} has no tatoeba/labelled.tsv")
    return Path(folder)


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_langid", ROOT / "tests" / "tools" / "build_langid.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LEAST = {
    "en": 99.0,
    "el": 99.3,
    "pl": 99.3,
    "fa": 99.3,
    "tl": 99.3,
    "pl-ascii": 98.5,
    "finglish": 95.0,
    "greeklish": 95.0,
}


def test_accuracy_on_held_out_lines() -> None:
    """Lines of three words and more of which the table has seen nothing (see the builder for the split)."""
    found = _builder().measure(_data())
    assert len(found) >= len(LEAST)
    for variety, accuracy in found.items():
        assert accuracy >= LEAST[variety.split("/")[0]], variety


def test_the_table_is_what_the_builder_makes() -> None:
    """No hand has been at the table, and the data are those that it was made of."""
    data = _data()
    from courtesy.text._langid_table import TRIGRAMS

    assert " ".join(d + ",".join(grams) for d, grams in _builder().build(data).items()) == TRIGRAMS


@pytest.mark.parametrize("language", LANGUAGES)
def test_accuracy_on_labelled_service_messages(language: str) -> None:
    folder = _data().parent / "examples"
    if not (folder / f"{language}.jsonl").is_file():
        pytest.skip(f"no examples/{language}.jsonl beside the folder that COURTESY_DATA names")
    lines = (folder / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    wrong = [text for text in texts if identify(text) != language]
    assert len(wrong) <= 0.02 * len(texts), wrong
