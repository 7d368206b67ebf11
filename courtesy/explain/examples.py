"""Examples for ``--explain``: for each check and language a message that hurts and one that says it better.

Not translations of each other: every pair is what somebody of that language might have written. For the checks that
need the conversation, the first text stands for the reply, and what matters of the conversation is in brackets.
"""

from __future__ import annotations

EXAMPLES: dict[str, dict[str, tuple[str, str]]] = {
    "missing-please": {
        "en": ("Send me the serial number.", "Could you please send me the serial number? It is on the back."),
        "el": ("Στείλε μου το τιμολόγιο.", "Θα μπορούσατε, παρακαλώ, να μου στείλετε το τιμολόγιο;"),
        "pl": ("Podaj numer rejestracyjny.", "Czy mogę prosić o numer rejestracyjny?"),
        "fa": ("عکس فاکتور را بفرستید.", "لطفاً عکس فاکتور را برایم بفرستید تا سریع‌تر پیگیری کنم."),
        "fil": ("Ibigay mo ang reference number.", "Pakibigay po ang reference number para matingnan ko agad."),
    },
    "missing-apology": {
        "en": ("Your sofa will arrive two weeks late.", "I'm sorry: your sofa will arrive two weeks late."),
        "el": ("Το ραντεβού σας ακυρώθηκε.", "Ζητούμε συγγνώμη, το ραντεβού σας ακυρώθηκε. Σας προτείνω την Τρίτη."),
        "pl": ("Paczka zaginęła.", "Bardzo przepraszam, paczka zaginęła. Dziś wysyłam drugą."),
        "fa": ("سفارش شما دیرتر می‌رسد.", "بابت تأخیر سفارش شما واقعاً عذر می‌خواهم."),
        "fil": ("Nawala ang package ninyo.", "Paumanhin po, nawala ang package ninyo. Papalitan ko po ito ngayon."),
    },
    "missing-greeting": {
        "en": ("The lease is attached.", "Good morning Ms Okafor, the lease is attached."),
        "el": ("Επισυνάπτω την προσφορά.", "Καλημέρα σας κυρία Δήμου, επισυνάπτω την προσφορά."),
        "pl": ("W załączniku umowa.", "Dzień dobry, Pani Ewo, w załączniku przesyłam umowę."),
        "fa": ("قرارداد پیوست است.", "سلام خانم رضایی، قرارداد را پیوست کردم."),
        "fil": ("Nakalakip ang quotation.", "Magandang umaga po, nakalakip po ang quotation."),
    },
    "missing-closing": {
        "en": ("The refund is on its way.", "The refund is on its way. Have a lovely weekend!"),
        "el": ("Η επιστροφή έγινε.", "Η επιστροφή έγινε. Καλή σας συνέχεια!"),
        "pl": ("Zwrot został zlecony.", "Zwrot został zlecony. Życzę miłego dnia!"),
        "fa": ("مبلغ برگشت داده شد.", "مبلغ برگشت داده شد. روز خوبی داشته باشید."),
        "fil": ("Naibalik na ang bayad.", "Naibalik na po ang bayad. Ingat po kayo!"),
    },
    "apathy": {
        "en": ("That's really not my problem.", "Let me see what I can do about it right now."),
        "el": ("Δεν με αφορά.", "Θα το κοιτάξω αμέσως για εσάς."),
        "pl": ("Nic mnie to nie obchodzi.", "Rozumiem, już się tym zajmuję."),
        "fa": ("به من ربطی ندارد.", "اجازه بدهید همین الان پیگیری کنم."),
        "fil": ("Wala akong pakialam diyan.", "Tutulungan ko po kayong ayusin ito."),
    },
    "coldness": {
        "en": ("Noted.", "Thank you for telling us; I have passed it to the kitchen."),
        "el": ("Ελήφθη.", "Σας ευχαριστώ, το έλαβα και το προωθώ σήμερα."),
        "pl": ("Przyjąłem.", "Dziękuję za wiadomość, przekazałem ją serwisowi."),
        "fa": ("ثبت شد.", "ممنون که خبر دادید، ثبتش کردم و پیگیرش هستم."),
        "fil": ("Noted.", "Salamat po sa pagsabi, ipinasa ko na po ito sa kusina."),
    },
    "robotism": {
        "en": (
            "Your request has been registered under number 88121.",
            "Thank you for writing. I have read about the leak, and Tom will call you today (your number: 88121).",
        ),
        "el": ("Το αίτημά σας καταχωρήθηκε.", "Σας ευχαριστώ που μας γράψατε, το είδα και το αναλαμβάνω εγώ."),
        "pl": ("Państwa zgłoszenie zostało zarejestrowane.", "Dziękuję za wiadomość, osobiście sprawdzę ten rachunek."),
        "fa": ("درخواست شما ثبت گردید.", "پیامتان را خواندم و خودم پیگیری می‌کنم."),
        "fil": ("Nairehistro na ang inyong kahilingan.", "Nabasa ko po ang sulat ninyo at ako po ang mag-aasikaso."),
    },
    "impatience": {
        "en": ("Make it quick, please.", "Take your time, I'm here."),
        "el": ("Άντε, τελειώνετε.", "Με την ησυχία σας, εδώ είμαι."),
        "pl": ("Ile razy mam pytać?", "Kiedy będzie Panu wygodnie, proszę dać mi znać."),
        "fa": ("زود باشید، وقت ندارم.", "عجله نکنید، من در خدمتم."),
        "fil": ("Bilisan mo naman.", "Wala pong problema, maghihintay po ako."),
    },
    "grudge": {
        "en": ("You again.", "Good to hear from you again."),
        "el": ("Πάλι εσείς;", "Χαίρομαι που ξαναμιλάμε."),
        "pl": ("Z Panem zawsze są problemy.", "Dziękuję, że się Pan do nas odzywa."),
        "fa": ("باز هم شما؟", "خوشحالم که دوباره با ما تماس گرفتید."),
        "fil": ("Ikaw na naman.", "Salamat po sa muling pagtawag."),
    },
    "condescension": {
        "en": ("As I already explained, it's very simple.", "Let me show you where it is, step by step."),
        "el": ("Είναι προφανές, αν διαβάζατε.", "Ας το δούμε μαζί βήμα βήμα."),
        "pl": ("Przecież to oczywiste.", "Chętnie pokażę, gdzie to jest."),
        "fa": ("این که واضح است.", "بگذارید قدم به قدم با هم ببینیم."),
        "fil": ("Ang dali-dali lang niyan.", "Samahan ko po kayo, isa-isang hakbang."),
    },
    "jargon": {
        "en": ("Your RMA is pending with L2.", "Our repair team has your drill; I expect their answer on Friday."),
        "el": ("Το RMA είναι στο L2.", "Το τρυπάνι σας είναι στους τεχνικούς μας."),
        "pl": ("RMA czeka na L2.", "Państwa sprzęt jest już u naszych serwisantów."),
        "fa": ("تیکت شما اسکلیت شد.", "موضوع را به همکار باتجربه‌ترم سپردم."),
        "fil": ("Na-escalate na sa L2 ang RMA.", "Nasa technician na po namin ang unit ninyo."),
    },
    "arguing": {
        "en": ("You are wrong, we never charged that.", "I can't see that charge yet; let me look into it with you."),
        "el": ("Κάνετε λάθος.", "Ας το ελέγξουμε μαζί για να βρούμε τι έγινε."),
        "pl": ("To Pana wina.", "Sprawdźmy razem, co się stało."),
        "fa": ("اشتباه می‌کنید.", "بیایید با هم بررسی کنیم چه شده است."),
        "fil": ("Mali kayo.", "Tingnan po natin nang magkasama kung ano ang nangyari."),
    },
    "rudeness": {
        "en": ("Don't be an idiot.", "I see how this could be misread; here is what it means."),
        "el": ("Είστε βλάκας;", "Ίσως δεν το έγραψα καθαρά, θα το εξηγήσω καλύτερα."),
        "pl": ("Nie bądź głupi.", "Być może niejasno to napisałem, już wyjaśniam."),
        "fa": ("مگر احمقی؟", "شاید واضح ننوشتم، دوباره توضیح می‌دهم."),
        "fil": ("Tanga ka ba?", "Pasensya na po kung hindi malinaw, ipapaliwanag ko po."),
    },
    "shouting": {
        "en": ("DO NOT open the box!!!", "Please keep the box closed until the driver is there."),
        "el": ("ΜΗΝ ΑΝΟΙΞΕΤΕ ΤΟ ΚΟΥΤΙ!!!", "Παρακαλώ κρατήστε το κουτί κλειστό."),
        "pl": ("NIE OTWIERAĆ!!!", "Proszę jeszcze nie otwierać paczki."),
        "fa": ("باز نکنید!!!!", "لطفاً فعلاً بسته را باز نکنید."),
        "fil": ("HUWAG BUKSAN!!!", "Huwag po muna sanang buksan ang kahon."),
    },
    "prejudice": {
        "en": ("At your age the app may be too hard.", "I'm glad to go through the app with you."),
        "el": ("Για γυναίκα, οδηγείτε καλά.", "Ευχαριστούμε που προσέχετε το αυτοκίνητο."),
        "pl": ("W Pani wieku to trudne.", "Chętnie przejdę z Panią przez aplikację."),
        "fa": ("در سن شما سخت است.", "با کمال میل با هم انجامش می‌دهیم."),
        "fil": ("Sa edad ninyo, mahirap ito.", "Ikagagalak ko po kayong samahan sa app."),
    },
    "overfamiliarity": {
        "en": ("Sure thing, honey!", "Of course, Ms Lee!"),
        "el": ("Ό,τι θες, κούκλα μου!", "Βεβαίως, κυρία Παππά!"),
        "pl": ("Jasne, kochana!", "Oczywiście, Pani Anno!"),
        "fa": ("چشم عزیز دلم!", "چشم، خانم احمدی!"),
        "fil": ("Sige beh!", "Sige po, Ma'am Liza!"),
    },
    "register": {
        "en": ("Dear Dr Hughes, gonna check it for ya.", "Dear Dr Hughes, I will check it for you."),
        "el": ("Σας ευχαριστώ, στείλε μου το email σου.", "Σας ευχαριστώ, στείλτε μου παρακαλώ το email σας."),
        "pl": ("Szanowna Pani, wyślij mi skan.", "Szanowna Pani, uprzejmie proszę o skan."),
        "fa": ("جناب کریمی، شماره‌ات را بده.", "جناب کریمی، لطفاً شماره‌تان را بفرمایید."),
        "fil": ("Salamat po. Bayaran mo na.", "Salamat po. Pakibayaran na lang po."),
    },
    "brush-off": {
        "en": ("That's not my department.", "I'll connect you to Anna in billing and stay on the line."),
        "el": ("Δεν είναι δική μας αρμοδιότητα.", "Θα μιλήσω εγώ με το αρμόδιο τμήμα και θα σας πάρω."),
        "pl": ("To nie moja działka.", "Przekażę sprawę koleżance i dopilnuję odpowiedzi."),
        "fa": ("به بخش ما مربوط نیست.", "خودم موضوع را به همکارم می‌سپارم و خبر می‌دهم."),
        "fil": ("Hindi namin sakop iyan.", "Ikokonekta ko po kayo sa kasama ko at sasamahan ko po kayo."),
    },
    "runaround": {
        "en": ("Go to our website and fill in the form.", "I have filled in the form for you; please check the date."),
        "el": ("Μπείτε στο site και συμπληρώστε τη φόρμα.", "Συμπλήρωσα τη φόρμα για εσάς, μένει μια υπογραφή."),
        "pl": ("Proszę wypełnić wniosek na stronie.", "Wypełniłam wniosek, wystarczy podpis."),
        "fa": ("به سایت مراجعه کنید.", "فرم را برایتان پر کردم، فقط تأیید شما لازم است."),
        "fil": ("Pumunta na lang kayo sa website.", "Sinagutan ko na po ang form para sa inyo."),
    },
    "rulebook": {
        "en": ("It is against our policy.", "I can't do that because the seal is open, but I can repair it for free."),
        "el": ("Έτσι λέει ο κανονισμός.", "Επειδή πέρασαν 30 μέρες, μπορώ να σας προσφέρω αλλαγή."),
        "pl": ("Regulamin na to nie pozwala.", "Minęło 30 dni, ale mogę zaproponować wymianę."),
        "fa": ("طبق قوانین ما نمی‌شود.", "چون مهلت گذشته، می‌توانم تعویض را پیشنهاد کنم."),
        "fil": ("Bawal po sa patakaran.", "Dahil lampas na sa 30 araw, palitan po ang maiaalok ko."),
    },
    "refusal": {
        "en": ("We cannot refund this.", "We can't refund it because it was worn, but I can offer you a repair."),
        "el": ("Δεν γίνεται.", "Σήμερα δεν προλαβαίνουμε, μπορώ όμως αύριο στις δέκα."),
        "pl": ("Nie ma takiej możliwości.", "Dziś się nie uda, ale mogę jutro o dziesiątej."),
        "fa": ("امکانش نیست.", "امروز نمی‌شود، اما فردا صبح می‌توانم."),
        "fil": ("Hindi puwede.", "Hindi po kaya ngayon, pero puwede po bukas ng umaga."),
    },
    "excuse": {
        "en": ("The courier lost it, it's their fault.", "I'm sorry it was lost. I'm sending a new one today."),
        "el": ("Είχαμε πολλή δουλειά.", "Συγγνώμη για την καθυστέρηση, το στέλνω τώρα."),
        "pl": ("System nie działał.", "Przepraszam za opóźnienie, już to naprawiłem."),
        "fa": ("سرمان شلوغ بود.", "از تأخیر عذر می‌خواهم، همین الان انجام شد."),
        "fil": ("Busy kasi kami.", "Pasensya na po sa tagal, ginagawa ko na po ngayon."),
    },
    "unreachable": {
        "en": ("Do not reply to this message.", "Questions? Just reply, Maria reads every message."),
        "el": ("Μην απαντάτε σε αυτό το μήνυμα.", "Για ό,τι θέλετε, απαντήστε εδώ."),
        "pl": ("Prosimy nie odpowiadać.", "W razie pytań wystarczy odpisać."),
        "fa": ("به این پیام پاسخ ندهید.", "اگر سؤالی داشتید به همین پیام جواب بدهید."),
        "fil": ("Huwag sumagot sa mensaheng ito.", "Kung may tanong po, sumagot lang dito."),
    },
    "overpromise": {
        "en": ("I guarantee this will never happen again.", "I have changed the lock, and I will check it every week."),
        "el": ("Εγγυόμαστε 100% ότι δεν θα ξανασυμβεί.", "Αλλάξαμε το εξάρτημα και θα το ελέγχουμε κάθε μήνα."),
        "pl": ("Gwarantuję w 100%, że zdążymy.", "Zrobię, co mogę, i w piątek dam znać."),
        "fa": ("صد در صد تضمین می‌کنم.", "تمام تلاشم را می‌کنم و جمعه خبر می‌دهم."),
        "fil": ("Garantisado 100% bukas.", "Sisikapin ko po at magte-text ako bukas ng hapon."),
    },
    "guessing": {
        "en": ("It's probably your phone.", "Which phone do you have? Then I can look at the right settings."),
        "el": ("Μάλλον φταίει το κινητό σας.", "Ποιο μοντέλο κινητού έχετε, για να το ελέγξω;"),
        "pl": ("To pewnie wina telefonu.", "Jaki to model telefonu? Sprawdzę ustawienia."),
        "fa": ("احتمالاً از گوشی شماست.", "مدل گوشی‌تان چیست تا بررسی کنم؟"),
        "fil": ("Baka sira ang phone ninyo.", "Anong model po ng phone ninyo para matingnan ko?"),
    },
    "commitment": {
        "en": ("You will have the money by Tuesday.", "Good as it is, if Tuesday can be kept: put it in your diary."),
        "el": ("Θα το έχετε ως την Τρίτη.", "Θα το έχετε ως την Τρίτη· αν αλλάξει κάτι, σας γράφω τη Δευτέρα."),
        "pl": ("Zwrot dotrze do wtorku.", "Zwrot dotrze do wtorku, a jeśli nie, odezwę się w poniedziałek."),
        "fa": ("تا سه‌شنبه به دستتان می‌رسد.", "تا سه‌شنبه می‌رسد و اگر نشد دوشنبه خبر می‌دهم."),
        "fil": ("Matatanggap ninyo hanggang Martes.", "Hanggang Martes po; kung hindi man, tatawag ako sa Lunes."),
    },
    "pushiness": {
        "en": ("Last chance, upgrade now!", "If you ever want more space, I can tell you about it."),
        "el": ("Μόνο σήμερα, αγοράστε τώρα!", "Αν σας ενδιαφέρει κάποτε, ευχαρίστως να σας πω περισσότερα."),
        "pl": ("Ostatnia szansa, kup teraz!", "Jeśli będzie Pani zainteresowana, chętnie opowiem więcej."),
        "fa": ("آخرین فرصت، همین حالا بخرید!", "اگر خواستید، با کمال میل بیشتر توضیح می‌دهم."),
        "fil": ("Last chance na, bili na!", "Kung interesado po kayo, masaya po akong magpaliwanag."),
    },
    "wordiness": {
        "en": (
            "With regard to your inquiry concerning the matter of the delivery, we would like to inform you that ...",
            "Your parcel comes on Monday between 9 and 12.",
        ),
        "el": ("Αναφορικά με το από μακρού εκκρεμές ζήτημα της παραδόσεως ...", "Το δέμα σας έρχεται τη Δευτέρα."),
        "pl": ("W nawiązaniu do przedmiotowej sprawy uprzejmie informujemy, iż ...", "Paczka będzie w poniedziałek."),
        "fa": ("در پاسخ به مکاتبهٔ مورخ مذکور به استحضار می‌رساند ...", "بستهٔ شما دوشنبه می‌رسد."),
        "fil": ("Kaugnay po ng inyong katanungan hinggil sa usapin ng ...", "Darating po ang package sa Lunes."),
    },
    "placeholder": {
        "en": ("Dear {first_name},", "Dear Amara,"),
        "el": ("Αγαπητέ [ΟΝΟΜΑ],", "Αγαπητέ κύριε Νικολάου,"),
        "pl": ("Szanowny Panie %NAZWISKO%,", "Szanowny Panie Tomaszu,"),
        "fa": ("{نام} گرامی", "آقای مرادی گرامی"),
        "fil": ("Mahal na [PANGALAN],", "Mahal na Ginang Reyes,"),
    },
    "not-listening": {
        "en": ("(Can I bring my dog?) Our pool is open till 9.", "Yes, dogs are welcome on the ground floor."),
        "pl": ("(Czy jest parking?) Śniadanie od 7.", "Tak, parking jest za hotelem. A śniadanie od 7."),
    },
    "repeated-question": {
        "en": ("(My order is 4417.) What is your order number?", "Thank you, I have order 4417 in front of me."),
        "el": ("(Η παραγγελία είναι 4417.) Ποιος είναι ο αριθμός;", "Σας ευχαριστώ, βλέπω την παραγγελία 4417."),
    },
    "wrong-name": {
        "en": ("(Mary Johnson writes.) Dear Ms Jackson,", "Dear Ms Johnson,"),
        "pl": ("(Pisze Anna Nowak.) Szanowny Panie,", "Szanowna Pani Anno,"),
    },
    "canned-reply": {
        "en": ("(The same three sentences as yesterday.)", "I see that yesterday's tip did not help. Let's try this."),
        "fil": ("(Kaparehong sagot kahapon.)", "Nakita ko pong hindi gumana ang una, subukan po natin ito."),
    },
    "slow-reply": {
        "en": (
            "(Five days later.) The part is in stock.",
            "I'm sorry that you waited five days. The part is in stock.",
        ),
        "fa": ("(پنج روز بعد.) موجود است.", "ببخشید که پنج روز منتظر ماندید؛ موجود است."),
    },
    "handoffs": {
        "en": ("I'm passing you on to my colleague.", "I'll stay with this until it is solved."),
        "el": ("Σας συνδέω με άλλο τμήμα.", "Θα το αναλάβω εγώ ως το τέλος."),
    },
    "over-contact": {
        "en": ("(Fourth reminder this week.)", "(One message that says all, and then silence until there is news.)"),
        "pl": ("(Czwarte przypomnienie w tym tygodniu.)", "(Jedna wiadomość, a potem cisza, póki nie ma nowin.)"),
    },
    "broken-promise": {
        "en": (
            "(Promised for Monday, now Wednesday.) Anything else?",
            "I'm sorry I missed Monday. Here is the report.",
        ),
        "fil": ("(Nangako ng Lunes.) May iba pa po ba?", "Paumanhin po at lumampas ang Lunes. Heto na po ang report."),
    },
    "missing-thanks": {
        "en": ("(I've sent the photos.) Wait for our decision.", "Thank you for the photos, they help a lot."),
        "el": ("(Έστειλα τις φωτογραφίες.) Περιμένετε.", "Σας ευχαριστώ για τις φωτογραφίες, βοηθούν πολύ."),
    },
    "missing-welcome": {
        "en": ("(Thank you so much!) Ticket closed.", "You're welcome, I'm glad it works again!"),
        "fa": ("(خیلی ممنونم!) تیکت بسته شد.", "خواهش می‌کنم، خوشحالم که درست شد."),
    },
    "missing-empathy": {
        "en": ("(I missed my sister's wedding!) Upload your ticket.", "I'm so sorry you missed it. Let me help."),
        "pl": ("(Spóźniłam się na pogrzeb!) Proszę o bilet.", "Bardzo mi przykro. Zajmę się tym od razu."),
    },
}
