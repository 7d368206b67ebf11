/* The page where one can try the service: its texts in five languages, and a send button that sends nothing. */
(() => {
"use strict";

const TEXTS = {
  en: {
    interface: "Language of this page", title: "How will your message land?",
    lead: "Write to a customer. Words that may hurt are underlined; click them to see why, and what to write instead.",
    lang: "Language of the message", auto: "Recognised", token: "Access token", message: "Your message", send: "Send",
    example: "Write an example", sent: "Sent", none: "Nothing yet.",
    privacy: "Nothing is really sent to anybody. What you write goes to this service only, and it keeps nothing of it.",
    draft: "Hello. As I already explained, that's not my department. You'll have to call someone else.",
  },
  el: {
    interface: "Γλώσσα της σελίδας", title: "Πώς θα ακουστεί το μήνυμά σας;",
    lead: "Γράψτε σε έναν πελάτη. Όσα μπορεί να πληγώσουν υπογραμμίζονται· πατήστε τα για να δείτε γιατί, και τι να γράψετε αντί γι' αυτά.",
    lang: "Γλώσσα του μηνύματος", auto: "Αναγνωρίζεται", token: "Κωδικός πρόσβασης", message: "Το μήνυμά σας", send: "Αποστολή",
    example: "Γράψε ένα παράδειγμα", sent: "Απεσταλμένα", none: "Τίποτα ακόμη.",
    privacy: "Τίποτα δεν στέλνεται στ' αλήθεια σε κανέναν. Ό,τι γράφετε πηγαίνει μόνο σε αυτή την υπηρεσία, και δεν κρατά τίποτα.",
    draft: "Γεια σας. Όπως σας εξήγησα ήδη, δεν είναι δικό μου πρόβλημα. Ηρεμήστε.",
  },
  pl: {
    interface: "Język strony", title: "Jak zabrzmi Twoja wiadomość?",
    lead: "Napisz do klienta. To, co może zaboleć, zostanie podkreślone; kliknij, żeby zobaczyć dlaczego i co napisać zamiast tego.",
    lang: "Język wiadomości", auto: "Rozpoznawany", token: "Token dostępu", message: "Twoja wiadomość", send: "Wyślij",
    example: "Wpisz przykład", sent: "Wysłane", none: "Jeszcze nic.",
    privacy: "Nic nie jest naprawdę wysyłane. To, co piszesz, trafia tylko do tej usługi, a ona niczego nie zachowuje.",
    draft: "Dzień dobry. Jak już tłumaczyłem, to nie moja działka. Proszę się uspokoić.",
  },
  fa: {
    interface: "زبان صفحه", title: "پیام شما چه حسی می‌دهد؟",
    lead: "برای یک مشتری بنویسید. زیر آنچه شاید برنجاند خط کشیده می‌شود؛ روی آن بزنید تا ببینید چرا، و به جایش چه بنویسید.",
    lang: "زبان پیام", auto: "خودکار", token: "رمز دسترسی", message: "پیام شما", send: "ارسال",
    example: "یک نمونه بنویس", sent: "فرستاده‌شده‌ها", none: "هنوز هیچ.",
    privacy: "در واقع چیزی برای کسی فرستاده نمی‌شود. نوشتهٔ شما فقط به همین سرویس می‌رود و چیزی از آن نگه داشته نمی‌شود.",
    draft: "سلام. این مشکل من نیست. قبلاً هم توضیح دادم، آرام باشید.",
  },
  fil: {
    interface: "Wika ng pahina", title: "Paano tatanggapin ang inyong mensahe?",
    lead: "Sumulat po sa isang customer. Sasalungguhitan ang mga salitang maaaring makasakit; i-click ito para makita kung bakit at kung ano ang mas mainam.",
    lang: "Wika ng mensahe", auto: "Kusang kinikilala", token: "Access token", message: "Ang inyong mensahe", send: "Ipadala",
    example: "Magsulat ng halimbawa", sent: "Naipadala", none: "Wala pa.",
    privacy: "Wala talagang pinapadalhan. Sa serbisyong ito lang napupunta ang isinusulat ninyo, at wala itong itinatago.",
    draft: "Hello po. Hindi ko na problema iyan. Sinabi ko na po sa inyo kanina, huwag kayong makulit.",
  },
};

const find = (id) => document.getElementById(id);
const message = find("message"), form = find("form"), sent = find("sent");

const code = (tag) => {
  const lang = String(tag || "").toLowerCase().split(/[-_]/)[0];
  return lang === "tl" ? "fil" : lang in TEXTS ? lang : "";
};

const asked = new URLSearchParams(location.search).get("lang");
let ui = [asked, ...navigator.languages].map(code).find(Boolean) || "en";

// Who tries it would rather wait than not know, so the service gets more time here than in a chat.
const guard = courtesy.attach(message, { send: "#send", uiLang: ui, timeout: 10000 });

const speak = (lang) => {
  ui = lang;
  const root = document.documentElement;
  root.lang = lang;
  root.dir = lang === "fa" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = TEXTS[lang][element.dataset.text];
  document.title = `courtesy: ${TEXTS[lang].title}`;
  find("interface").value = lang;
  message.placeholder = "";
  guard.set({ uiLang: lang });
};

find("interface").addEventListener("change", (event) => speak(event.target.value));
find("lang").addEventListener("change", (event) => guard.set({ lang: event.target.value }));
find("token").addEventListener("input", (event) => guard.set({ token: event.target.value }));
message.addEventListener("courtesy:failure", (event) => {
  if (event.detail.cause === "denied") find("access").hidden = false;
});
find("example").addEventListener("click", () => {
  message.focus();
  message.select();
  const { draft } = TEXTS[ui];
  if (!document.execCommand("insertText", false, draft)) message.value = draft;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = message.value.trim();
  if (!words) return message.focus();
  const item = document.createElement("li");
  item.dir = "auto";
  item.textContent = words;
  sent.prepend(item);
  find("none").hidden = true;
  message.value = "";
  message.focus();
});
speak(ui);
})();
