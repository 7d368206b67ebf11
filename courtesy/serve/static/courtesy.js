/* courtesy.js: says how a message will land while it is being written, and holds it when sending it would hurt.
 *
 *   <script src="https://courtesy.example.org/courtesy.js" data-fields="textarea.reply" data-send="#send" defer></script>
 *
 * or `courtesy.attach(field, options)` from a script of yours. One file, no dependencies, nothing inline, no eval: it works
 * under a strict Content-Security-Policy. Everything is told in docs/hooks/browser.md.
 *
 * Nothing of the author's field is changed: underlines are drawn on a layer above a <textarea>, and with the Custom Highlight
 * API (or on the same layer) over a contenteditable. What is shown stands in shadow trees, out of reach of the page's styles.
 */
(() => {
"use strict";
if (window.courtesy) return;

const SCRIPT = document.currentScript;
const SEVERITIES = ["info", "warning", "error"];
const LONGEST = 240; // what covers more (too long, too dense) is listed; a line under everything would point at nothing
const FAILURES = ["timeout", "overload", "error", "too-long"]; // the service answered, but could not check

const DEFAULTS = {
  endpoint: SCRIPT ? new URL(".", SCRIPT.src).href : "/",
  token: "", // a bearer token, if the service wants one and no proxy adds it
  send: null, // a selector, an element or a function that returns one; the field's form if there is none
  keys: "", // keys that send, for chat windows: "Enter", "Ctrl+Enter"
  policy: "open", // closed: what could not be checked is not sent
  lang: "", channel: "", formality: "", // as in /v1/check
  metadata: null, // texts by which the service knows an agent: {role: "agent"}
  uiLang: "", // the language of what the author is told; the page's, or the browser's
  status: null, // where to tell it: a selector or an element; below the field if there is none
  delay: 350, // milliseconds after the last key before the text is checked
  timeout: 2000, // milliseconds that the service may take
  askAfter: 1000, // a second click that comes sooner is a double click, not an answer
  askMinutes: 10, // how long an author who was asked may answer
};

// ------------------------------------------------------------------------------------------------------------- texts

const TEXTS = {
  en: {
    holding: "Checking before it is sent…", clean: "Reads well.",
    look: "Worth a second look: {n}. F8 leads there.",
    ask: "This may hurt its reader. If it is right as it is, send it once more.",
    block: "This can't be sent as it is. Please change what is marked.",
    changed: "The text changed while it was being checked. Please send it again.",
    unchecked: "The text is not being checked: the service doesn't answer.",
    denied: "The text is not being checked: the service asks for an access token.",
    passed: "Sent without a check: the service didn't answer.",
    held: "Not sent: it could not be checked. Please try again in a moment.",
    error: "Better not sent", warning: "Think again", info: "Good to know",
    instead: "Instead:", use: "Use this", next: "Next", close: "Close", found: "What was found", absent: "something is missing",
  },
  el: {
    holding: "Γίνεται έλεγχος πριν σταλεί…", clean: "Διαβάζεται ευχάριστα.",
    look: "Αξίζουν μια δεύτερη ματιά: {n}. Με το F8 πηγαίνετε εκεί.",
    ask: "Αυτό μπορεί να πληγώσει όποιον το διαβάσει. Αν είναι σωστό όπως είναι, στείλτε το άλλη μία φορά.",
    block: "Δεν μπορεί να σταλεί έτσι. Παρακαλούμε αλλάξτε όσα είναι σημειωμένα.",
    changed: "Το κείμενο άλλαξε όσο γινόταν ο έλεγχος. Παρακαλούμε στείλτε το ξανά.",
    unchecked: "Το κείμενο δεν ελέγχεται: η υπηρεσία δεν απαντά.",
    denied: "Το κείμενο δεν ελέγχεται: η υπηρεσία ζητά κωδικό πρόσβασης.",
    passed: "Στάλθηκε χωρίς έλεγχο: η υπηρεσία δεν απάντησε.",
    held: "Δεν στάλθηκε: δεν μπορέσαμε να το ελέγξουμε. Παρακαλούμε δοκιμάστε ξανά σε λίγο.",
    error: "Καλύτερα να μη σταλεί", warning: "Ξανασκεφτείτε το", info: "Καλό να το ξέρετε",
    instead: "Καλύτερα:", use: "Βάλτε αυτό", next: "Επόμενο", close: "Κλείσιμο", found: "Τι βρέθηκε", absent: "κάτι λείπει",
  },
  pl: {
    holding: "Sprawdzam przed wysłaniem…", clean: "Dobrze się czyta.",
    look: "Warto spojrzeć jeszcze raz: {n}. Klawisz F8 pokazuje gdzie.",
    ask: "To może zaboleć tego, kto to przeczyta. Jeśli ma zostać tak, jak jest, wyślij jeszcze raz.",
    block: "W tej postaci nie można tego wysłać. Prosimy zmienić to, co jest zaznaczone.",
    changed: "Tekst zmienił się w trakcie sprawdzania. Prosimy wysłać go jeszcze raz.",
    unchecked: "Tekst nie jest sprawdzany: usługa nie odpowiada.",
    denied: "Tekst nie jest sprawdzany: usługa wymaga tokenu dostępu.",
    passed: "Wysłano bez sprawdzenia: usługa nie odpowiedziała.",
    held: "Nie wysłano: nie udało się sprawdzić tekstu. Prosimy spróbować ponownie za chwilę.",
    error: "Lepiej nie wysyłać", warning: "Warto przemyśleć", info: "Dobrze wiedzieć",
    instead: "Lepiej:", use: "Wstaw to", next: "Następne", close: "Zamknij", found: "Co znaleziono", absent: "czegoś brakuje",
  },
  fa: {
    holding: "پیش از فرستادن در حال بررسی است…", clean: "خوب خوانده می‌شود.",
    look: "بهتر است دوباره نگاه کنید: {n} مورد. با F8 به آن‌ها می‌رسید.",
    ask: "این پیام شاید خواننده را برنجاند. اگر همین‌طور درست است، یک بار دیگر بفرستید.",
    block: "این پیام با این شکل فرستاده نمی‌شود. لطفاً آنچه را علامت خورده تغییر دهید.",
    changed: "متن هنگام بررسی تغییر کرد. لطفاً دوباره بفرستید.",
    unchecked: "متن بررسی نمی‌شود: سرویس پاسخ نمی‌دهد.",
    denied: "متن بررسی نمی‌شود: سرویس رمز دسترسی می‌خواهد.",
    passed: "بدون بررسی فرستاده شد: سرویس پاسخ نداد.",
    held: "فرستاده نشد: بررسی ممکن نبود. لطفاً کمی بعد دوباره امتحان کنید.",
    error: "بهتر است فرستاده نشود", warning: "دوباره فکر کنید", info: "خوب است بدانید",
    instead: "به جای آن:", use: "همین را بگذار", next: "بعدی", close: "بستن", found: "آنچه پیدا شد", absent: "چیزی کم است",
  },
  fil: {
    holding: "Sinusuri muna bago ipadala…", clean: "Maayos ang dating.",
    look: "Tingnan po muli: {n}. Pindutin ang F8 para makita.",
    ask: "Maaaring masaktan ang babasa nito. Kung tama na ito, ipadala po ninyong muli.",
    block: "Hindi ito maipapadala nang ganito. Pakibago po ang mga may marka.",
    changed: "Nabago ang mensahe habang sinusuri. Pakipadala po ulit.",
    unchecked: "Hindi nasusuri ang mensahe: hindi sumasagot ang serbisyo.",
    denied: "Hindi nasusuri ang mensahe: humihingi ng access token ang serbisyo.",
    passed: "Naipadala nang hindi nasuri: hindi sumagot ang serbisyo.",
    held: "Hindi naipadala: hindi ito nasuri. Pakisubukan po ulit maya-maya.",
    error: "Mas mabuting huwag ipadala", warning: "Pag-isipan po muli", info: "Mabuting malaman",
    instead: "Mas mainam:", use: "Gamitin ito", next: "Susunod", close: "Isara", found: "Ang nakita", absent: "may kulang",
  },
};

const known = (code) => {
  const lang = String(code || "").toLowerCase().split(/[-_]/)[0];
  return lang === "tl" ? "fil" : lang in TEXTS ? lang : "";
};

/** The interface language: the one asked for, else the page's, else the first that the browser's user reads. */
const interfaceLanguage = (wanted) =>
  [wanted, document.documentElement.lang, ...(navigator.languages || [])].map(known).find(Boolean) || "en";

// ----------------------------------------------------------------------------------------------------------- offsets

/** Turn offsets in code points, as the service counts, into offsets in UTF-16 units, as JavaScript counts. */
const toUnits = (text, findings) => {
  const units = [];
  let at = 0;
  for (const sign of text) {
    units.push(at);
    at += sign.length;
  }
  units.push(at);
  const unit = (point) => units[Math.max(0, Math.min(point, units.length - 1))];
  return findings.map((finding) => ({ ...finding, start: unit(finding.start), end: unit(finding.end) }));
};

/** Keep underlines in step with typing until the next answer: shift what stands behind the change, drop what it touched. */
const shifted = (before, after, findings) => {
  const shortest = Math.min(before.length, after.length);
  let head = 0, tail = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  while (tail < shortest - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const behind = before.length - tail, by = after.length - before.length;
  return findings.flatMap((finding) => {
    if (finding.end <= head) return [finding];
    if (finding.start >= behind) return [{ ...finding, start: finding.start + by, end: finding.end + by }];
    return [];
  });
};

// ------------------------------------------------------------------------------------------------------------ styles

const sheet = (css) => {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
};

const COLOURS = {
  light: { error: "#b3261e", warning: "#8a5000", info: "#1a5fb4" },
  dark: { error: "#ffa198", warning: "#f0b83e", info: "#8ab8ff" },
};
const LINES = { error: "double", warning: "dashed", info: "dotted" }; // told apart without colours too

const adopt = (root, made) => {
  if (!root.adoptedStyleSheets.includes(made)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, made];
};

const LAYER_STYLE = sheet(`
  :host { all: initial; position: absolute; left: 0; top: 0; pointer-events: none; z-index: 1; display: block; }
  .clip { position: absolute; left: 0; top: 0; overflow: hidden; contain: layout paint; forced-color-adjust: none; }
  .inner { position: absolute; left: 0; top: 0; }
  .mirror { visibility: hidden; overflow-wrap: break-word; margin: 0; border: 0; box-sizing: border-box; }
  .bar { position: absolute; height: 0; border: 0 solid; box-sizing: border-box; }
  ${["light", "dark"].flatMap((theme) => SEVERITIES.map((severity) =>
    `.${theme} .${severity} { border-bottom: ${severity === "error" ? 4 : 2}px ${LINES[severity]} ${COLOURS[theme][severity]}; }`
  )).join("\n")}
  @media (forced-colors: active) { .bar.bar.bar { border-color: Highlight; } }
`);

const HIGHLIGHT_STYLE = sheet(["light", "dark"].flatMap((theme) => SEVERITIES.map((severity) =>
  `::highlight(courtesy-${severity}-${theme}) { text-decoration: underline ${LINES[severity]} 2px ${COLOURS[theme][severity]};
    text-underline-offset: 3px; text-decoration-skip-ink: none; }`
)).join("\n"));

const PANEL_STYLE = sheet(`
  :host { all: initial; display: block; }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  .panel, .card { font: 0.9375rem/1.5 system-ui, "Noto Sans", "Noto Sans Arabic", Tahoma, sans-serif; text-align: start; }
  .light { --text: #1d1d1f; --soft: #55555c; --back: #fff; --edge: #85858d; --focus: #1a5fb4;
    --error: ${COLOURS.light.error}; --warning: ${COLOURS.light.warning}; --info: ${COLOURS.light.info}; color-scheme: light; }
  .dark { --text: #f0f0f2; --soft: #bdbdc4; --back: #26262a; --edge: #85858d; --focus: #8ab8ff;
    --error: ${COLOURS.dark.error}; --warning: ${COLOURS.dark.warning}; --info: ${COLOURS.dark.info}; color-scheme: dark; }
  .panel { color: var(--text); padding-block: 0.5rem 0.25rem; }
  .status { margin: 0; min-height: 1.5em; color: var(--text); }
  .status.grave { color: var(--error); font-weight: 600; }
  ul { list-style: none; margin: 0; padding: 0; }
  li { margin: 0; }
  button { font: inherit; color: inherit; text-align: start; cursor: pointer; border-radius: 0.375rem; border: 1px solid var(--edge);
    background: transparent; padding: 0.25rem 0.75rem; min-height: 2rem; }
  button:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
  .item { display: block; width: 100%; border-color: transparent; padding-inline: 0.5rem; overflow-wrap: anywhere; }
  .item:hover { border-color: var(--edge); }
  .words { font-weight: 600; text-decoration: underline 2px; text-underline-offset: 3px; text-decoration-skip-ink: none; }
  ${SEVERITIES.map((severity) => `
  .${severity} .words { text-decoration-style: ${LINES[severity]}; text-decoration-color: var(--${severity}); }
  .${severity} .grade { color: var(--${severity}); font-weight: 600; }`).join("")}
  .card { position: fixed; inset: auto; margin: 0; width: max-content; max-width: min(26rem, calc(100vw - 16px));
    max-height: calc(100vh - 16px); overflow: auto; color: var(--text); background: var(--back); border: 1px solid var(--edge);
    border-radius: 0.625rem; padding: 0.75rem 1rem; box-shadow: 0 4px 20px rgb(0 0 0 / 30%); z-index: 2147483647; }
  .card[hidden] { display: none; }
  .card p { margin: 0 0 0.5rem; overflow-wrap: anywhere; }
  .card .what { font-weight: 600; }
  .card .soft { color: var(--soft); }
  .card .suggestion { border-inline-start: 3px solid var(--edge); padding-inline-start: 0.75rem; white-space: pre-wrap; }
  .row { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  .row .main { background: var(--text); color: var(--back); border-color: var(--text); }
  @media (prefers-reduced-motion: no-preference) {
    .card { animation: appear 120ms ease-out; }
    @keyframes appear { from { opacity: 0; } }
  }
`);

/** The beginning and the end of words that are too many for a list. */
const short = (text) => {
  const signs = [...text.replace(/\s+/g, " ")];
  return signs.length > 80 ? `${signs.slice(0, 50).join("")} … ${signs.slice(-25).join("")}` : signs.join("");
};

/** Make an element: properties as they are, children as nodes or texts; never from markup. */
const element = (name, properties = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
};

/** Say whether a field stands on a light or a dark ground, whatever made it so. */
const themeOf = (field) => {
  for (let at = field; at; at = at.parentElement || (at.getRootNode() instanceof ShadowRoot && at.getRootNode().host)) {
    const parts = getComputedStyle(at).backgroundColor.match(/[\d.]+/g);
    if (parts && (parts.length < 4 || Number(parts[3]) > 0.5)) {
      const [red, green, blue] = parts.map(Number);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110 ? "dark" : "light";
    }
  }
  return getComputedStyle(document.documentElement).colorScheme.startsWith("dark") ? "dark" : "light";
};

// ------------------------------------------------------------------------------------------- the two kinds of fields

/** The text of a <textarea>, and where its words are on the screen: behind a mirror with the same text in the same type. */
class Textarea {
  constructor(field, layer) {
    this.field = field;
    this.layer = layer;
    this.node = document.createTextNode("");
    this.mirror = element("div", { className: "mirror" });
    this.mirror.append(this.node);
    layer.inner.append(this.mirror);
  }

  text() {
    return this.field.value;
  }

  /** Set the mirror in the field's own type, as wide as the field is inside. */
  follow(width) {
    const style = getComputedStyle(this.field), mirror = this.mirror.style;
    for (const name of MIRRORED) mirror.setProperty(name, style.getPropertyValue(name));
    mirror.whiteSpace = this.field.wrap === "off" ? "pre" : "pre-wrap";
    mirror.width = `${width}px`;
    const value = this.field.value + "\u200b"; // so that an empty last line has its height
    if (this.node.data !== value) this.node.data = value;
  }

  range(start, end) {
    const range = document.createRange(), most = this.node.length;
    range.setStart(this.node, Math.min(start, most));
    range.setEnd(this.node, Math.min(end, most));
    return range;
  }

  caret() {
    return this.field.selectionEnd;
  }

  select(start, end) {
    this.field.focus();
    this.field.setSelectionRange(start, end);
  }

  /** Put words in the place of others as if they were typed, so that undo takes them back. */
  replace(start, end, words) {
    this.select(start, end);
    if (!document.execCommand("insertText", false, words)) {
      this.field.setRangeText(words, start, end, "end");
      this.field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText", data: words }));
    }
    this.select(start, start + words.length);
  }
}

const MIRRORED = [
  "font-family", "font-size", "font-weight", "font-style", "font-stretch", "font-variant", "font-feature-settings",
  "font-kerning", "font-optical-sizing", "font-variation-settings", "line-height", "letter-spacing", "word-spacing",
  "text-align", "text-indent", "text-transform", "text-rendering", "tab-size", "direction", "unicode-bidi", "word-break",
  "line-break", "overflow-wrap", "hyphens", "padding-top", "padding-right", "padding-bottom", "padding-left",
];

const BLOCKS = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION " +
    "TABLE TR UL").split(" "),
);

/** The text of a contenteditable as its reader sees it, one line a block, and the text nodes that it comes from. */
class Editable {
  constructor(field) {
    this.field = field;
    this.pieces = [];
  }

  text() {
    let text = "";
    this.pieces = [];
    const walk = (parent) => {
      for (const node of parent.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
          this.pieces.push({ node, start: text.length, end: text.length + node.length });
          text += node.data;
        } else if (node.nodeName === "BR") {
          text += "\n";
        } else if (node.nodeType === Node.ELEMENT_NODE) {
          const block = BLOCKS.has(node.nodeName);
          if (block && text && !text.endsWith("\n")) text += "\n";
          walk(node);
          if (block && text && !text.endsWith("\n")) text += "\n";
        }
      }
    };
    walk(this.field);
    return text.replace(/\u00a0/g, " ").replace(/\n$/, "");
  }

  follow() {}

  range(start, end) {
    const first = this.pieces.find((piece) => piece.end > start) || this.pieces.at(-1);
    const last = this.pieces.findLast((piece) => piece.start < end) || first;
    const range = document.createRange();
    range.selectNodeContents(this.field);
    if (!first || !first.node.isConnected || !last.node.isConnected) return range;
    range.setStart(first.node, Math.max(0, Math.min(start - first.start, first.node.length)));
    range.setEnd(last.node, Math.max(0, Math.min(end - last.start, last.node.length)));
    return range;
  }

  caret() {
    const selection = getSelection();
    const piece = this.pieces.find((one) => one.node === selection.focusNode);
    return piece ? piece.start + selection.focusOffset : 0;
  }

  select(start, end) {
    this.field.focus();
    const range = this.range(start, end);
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }

  replace(start, end, words) {
    this.select(start, end);
    if (!document.execCommand("insertText", false, words)) {
      const range = this.range(start, end);
      range.deleteContents();
      range.insertNode(document.createTextNode(words));
      this.field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText", data: words }));
    }
    this.text(); // the nodes are others now
    this.select(start, start + words.length);
  }
}

// -------------------------------------------------------------------------------------------------------- underlines

const highlights = "highlights" in CSS && typeof Highlight === "function";

/** A named highlight of the document, shared by all fields. */
const highlight = (name) => {
  if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
  return CSS.highlights.get(name);
};

/** How large a field is inside its borders and scrollbars, to the fraction of a pixel, as its words are wrapped there. */
const inside = (field, box) => {
  const style = getComputedStyle(field), size = (...sides) => sides.reduce((sum, side) => sum + parseFloat(style[side]), 0);
  const width = box.width - size("borderLeftWidth", "borderRightWidth");
  const height = box.height - size("borderTopWidth", "borderBottomWidth");
  const bar = (room, seen) => (room - seen > 1 ? Math.round(room - seen) : 0);
  return { width: width - bar(width, field.clientWidth), height: height - bar(height, field.clientHeight) };
};

/** What lies over a field and draws lines under words; clicks go through it. */
class Layer {
  constructor(field) {
    this.field = field;
    this.host = element("div", { className: "courtesy-layer", "aria-hidden": "true" });
    const root = this.host.attachShadow({ mode: "open" });
    adopt(root, LAYER_STYLE);
    this.inner = element("div", { className: "inner" });
    this.clip = element("div", { className: "clip" }, this.inner);
    root.append(this.clip);
    field.after(this.host);
    this.source = field.isContentEditable ? new Editable(field) : new Textarea(field, this);
    this.painted = highlights && field.isContentEditable;
    if (this.painted) adopt(field.getRootNode(), HIGHLIGHT_STYLE);
    this.own = []; // [highlight, range] of this field
    this.drawn = "";
  }

  /** Lay the layer where the field is now, as far as the field is scrolled. */
  place() {
    const { field, host, clip } = this;
    if (host.previousElementSibling !== field) field.after(host);
    const box = field.getBoundingClientRect(), at = host.getBoundingClientRect();
    const left = box.left + field.clientLeft - at.left, top = box.top + field.clientTop - at.top;
    const style = clip.style;
    if (Math.abs(left - this.left) > 0.1 || Math.abs(top - this.top) > 0.1 || this.left === undefined) {
      [this.left, this.top] = [left, top];
      style.left = `${left}px`;
      style.top = `${top}px`;
    }
    const { width, height } = inside(field, box);
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.source.follow(width);
    this.inner.style.transform = `translate(${-field.scrollLeft}px, ${-field.scrollTop}px)`;
  }

  /** Draw a line under every finding. The graver lie on top. */
  paint(findings, theme) {
    this.place();
    const ranked = findings.filter((finding) => finding.end > finding.start && finding.end - finding.start <= LONGEST)
      .sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
    if (this.painted) this.highlight(ranked, theme);
    else this.draw(ranked, theme);
  }

  highlight(findings, theme) {
    for (const [registered, range] of this.own) registered.delete(range);
    this.own = findings.map((finding) => {
      const registered = highlight(`courtesy-${finding.severity}-${theme}`);
      registered.priority = SEVERITIES.indexOf(finding.severity);
      const range = this.source.range(finding.start, finding.end);
      registered.add(range);
      return [registered, range];
    });
  }

  draw(findings, theme) {
    const origin = this.inner.getBoundingClientRect();
    const bars = findings.flatMap((finding) =>
      this.rects(finding).map((rect) => ({
        kind: finding.severity,
        left: rect.left - origin.left,
        top: rect.bottom - origin.top - (finding.severity === "error" ? 1 : 0),
        width: rect.width,
      })),
    );
    const drawn = theme + JSON.stringify(bars);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.clip.className = `clip ${theme}`;
    for (const old of this.inner.querySelectorAll(".bar")) old.remove();
    for (const { kind, left, top, width } of bars) {
      const bar = element("div", { className: `bar ${kind}` });
      Object.assign(bar.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
      this.inner.append(bar);
    }
  }

  /** Where a finding's words are in the window, a box for each line. */
  rects(finding) {
    if (finding.end <= finding.start) return [];
    return [...this.source.range(finding.start, finding.end).getClientRects()].filter((rect) => rect.width > 0);
  }

  remove() {
    for (const [registered, range] of this.own) registered.delete(range);
    this.host.remove();
  }
}

// ------------------------------------------------------------------------------------- the status line and the card

/** Below the field: what there is to say, a list of what was found, and a card that explains one of them. */
class Panel {
  constructor(guard, place) {
    this.guard = guard;
    this.host = element("div", { className: "courtesy-panel" });
    const root = this.host.attachShadow({ mode: "open" });
    adopt(root, PANEL_STYLE);
    this.status = element("p", { className: "status", role: "status", "aria-live": "polite", "aria-atomic": "true" });
    this.alert = element("p", { className: "status grave", role: "alert", hidden: true });
    this.list = element("ul", {});
    this.card = element("div", { className: "card", role: "dialog", "aria-labelledby": "what", hidden: true, tabIndex: -1 });
    this.card.setAttribute("popover", "manual");
    this.box = element("div", { className: "panel" }, this.status, this.alert, this.list, this.card);
    root.append(this.box);
    if (place) place.append(this.host);
    else guard.layer.host.after(this.host);
    root.addEventListener("keydown", (event) => guard.onPanelKey(event));
    this.shown = null;
    this.keys = "";
  }

  /** Speak the interface language. */
  speak(lang) {
    this.box.lang = lang;
    this.box.dir = lang === "fa" ? "rtl" : "ltr";
    this.list.setAttribute("aria-label", TEXTS[lang].found);
    this.keys = "";
  }

  dress(theme) {
    for (const one of ["light", "dark"]) this.box.classList.toggle(one, one === theme);
  }

  /** Say something, once: what is said already is not read out again. */
  say(words, grave = false) {
    const [one, other] = grave ? [this.alert, this.status] : [this.status, this.alert];
    other.textContent = "";
    this.alert.hidden = !grave;
    this.status.hidden = grave;
    if (one.textContent !== words) one.textContent = words;
  }

  /** List the findings as buttons, so that every one can be reached without a mouse. */
  show(findings, lang) {
    const { say } = this.guard;
    const keys = JSON.stringify([findings.map((one) => [one.check, one.start, one.text]), this.guard.about !== null]);
    if (keys === this.keys) return this.rebind(findings);
    this.keys = keys;
    const focused = [...this.list.children].findIndex((item) => item.contains(this.host.shadowRoot.activeElement));
    this.list.replaceChildren(...findings.map((finding) => {
      const words = element("bdi", { className: "words" }, short(finding.text) || `(${say("absent")})`);
      if (finding.text) words.lang = lang;
      const grade = element("span", { className: "grade" }, say(finding.severity));
      const button = element("button", { type: "button", className: `item ${finding.severity}` });
      button.setAttribute("aria-haspopup", "dialog");
      button.append(words, " ", grade, ` · ${this.guard.explained(finding).what}`);
      return element("li", {}, button);
    }));
    this.rebind(findings);
    if (focused >= 0) (this.list.children[Math.min(focused, findings.length - 1)]?.firstChild || this.guard.field).focus();
  }

  rebind(findings) {
    findings.forEach((finding, at) => {
      const button = this.list.children[at].firstChild;
      button.onclick = () => this.guard.open(finding, { focus: true, from: button });
    });
  }

  /** Show the card of one finding beside its words. */
  open(finding, number, lang, { focus = false, from = null } = {}) {
    const { say, field } = this.guard, { what, why } = this.guard.explained(finding);
    const head = element("p", { className: "what", id: "what" });
    head.append(element("span", { className: "grade" }, say(finding.severity)), ` · ${what}`);
    const body = [head, element("p", {}, why)];
    const row = element("div", { className: "row" });
    if (finding.suggestion) {
      const words = element("p", { className: "suggestion", dir: "auto", lang }, finding.suggestion);
      body.push(element("p", { className: "soft" }, say("instead")), words);
      row.append(element("button", { type: "button", className: "main use", onclick: () => this.guard.use(finding) }, say("use")));
    }
    if (number > 1) row.append(element("button", { type: "button", className: "next", onclick: () => this.guard.step(1) }, say("next")));
    row.append(element("button", { type: "button", className: "close", onclick: () => this.close() }, say("close")));
    const inside = this.card.contains(this.host.shadowRoot.activeElement);
    this.card.replaceChildren(...body, row);
    this.card.className = `card ${finding.severity}`;
    this.card.hidden = false;
    if (this.card.showPopover && !this.card.matches(":popover-open")) this.card.showPopover();
    this.shown = finding;
    this.from = from || this.from || field;
    this.place();
    if (focus || inside) row.firstChild.focus();
  }

  /** Go on showing what is still found, and nothing else. */
  keep(findings) {
    const { shown } = this;
    if (!shown) return;
    this.shown = findings.find((one) => one.rule === shown.rule && one.start === shown.start && one.text === shown.text);
    if (!this.shown) {
      this.shown = shown;
      this.close();
    }
  }

  /** Keep the card inside the window, under the words or above them. */
  place() {
    if (!this.shown) return;
    const rects = this.guard.layer.rects(this.shown), box = this.guard.field.getBoundingClientRect();
    const words = rects[0] && rects[0].bottom > box.top && rects[0].top < box.bottom ? rects[0] : null;
    const [top, bottom, left, right] = words ? [words.top, rects[0].bottom, words.left, words.right]
      : [box.top, box.bottom, box.left, box.right];
    const width = this.card.offsetWidth, height = this.card.offsetHeight, style = this.card.style;
    const { clientWidth, clientHeight } = document.documentElement;
    const across = this.box.dir === "rtl" ? right - width : left;
    const below = bottom + 8, above = top - 8 - height;
    const down = below + height <= clientHeight - 8 || above < 8 ? below : above;
    style.left = `${Math.max(8, Math.min(across, clientWidth - width - 8))}px`;
    style.top = `${Math.max(8, Math.min(down, clientHeight - height - 8))}px`;
  }

  close() {
    if (!this.shown) return;
    const inside = this.card.contains(this.host.shadowRoot.activeElement);
    this.shown = null;
    if (this.card.hidePopover && this.card.matches(":popover-open")) this.card.hidePopover();
    this.card.hidden = true;
    const from = this.from;
    this.from = null;
    if (inside) (from && from.isConnected ? from : this.guard.field).focus();
  }
}

// ------------------------------------------------------------------------------------------------------- the service

class NoAnswer extends Error {
  constructor(cause) {
    super(cause);
    this.kind = cause;
  }
}

/** Ask the service about a text. Rejects with `NoAnswer` when no verdict can be had in time, whatever the reason. */
const ask = async (options, text, signal) => {
  const body = { text };
  for (const key of ["lang", "channel", "formality", "metadata"]) if (options[key]) body[key] = options[key];
  const timer = new AbortController();
  const stop = () => timer.abort();
  const clock = setTimeout(stop, options.timeout);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const response = await fetch(new URL("v1/check", options.endpoint), {
      method: "POST", headers: headers(options, { "content-type": "application/json" }), body: JSON.stringify(body),
      signal: timer.signal, cache: "no-store", referrerPolicy: "no-referrer",
    });
    if (!response.ok) throw new NoAnswer([401, 403].includes(response.status) ? "denied" : "refused");
    const verdict = await response.json();
    if (!["allow", "warn", "block"].includes(verdict.action)) throw new NoAnswer("unknown");
    return verdict;
  } catch (error) {
    if (signal.aborted) throw new NoAnswer("aborted");
    throw error instanceof NoAnswer ? error : new NoAnswer(timer.signal.aborted ? "slow" : "down");
  } finally {
    clearTimeout(clock);
    signal.removeEventListener("abort", stop);
  }
};

const headers = (options, more = {}) => (options.token ? { ...more, authorization: `Bearer ${options.token}` } : more);

const explanations = new Map();

/** What each check is about and why it matters, in the interface language; asked for once. */
const explain = (options, lang) => {
  const url = new URL("v1/checks", options.endpoint);
  url.searchParams.set("ui_lang", lang);
  if (!explanations.has(url.href)) {
    const asked = fetch(url, { headers: headers(options), referrerPolicy: "no-referrer" })
      .then((response) => response.json())
      .then(({ checks }) => new Map(checks.map((one) => [one.check, one])))
      .catch(() => {
        explanations.delete(url.href); // and the next one tries again
        return null;
      });
    explanations.set(url.href, asked);
  }
  return explanations.get(url.href);
};

// --------------------------------------------------------------------------------------------------------- the guard

/** Watches one field: checks what is written, shows it, and holds what is sent until the verdict is in. */
class Guard {
  constructor(field, options) {
    this.field = field;
    this.options = options;
    this.layer = new Layer(field);
    this.source = this.layer.source;
    this.findings = []; // in UTF-16 units of `this.seen`
    this.seen = ""; // the text that was looked at last
    this.verdict = null; // {text, verdict} or {text, failure}: the last answer
    this.about = null; // explanations in the interface language
    this.lang = "";
    this.asked = null; // {text, at}: what the author was asked about
    this.holding = false; // a send waits for its verdict
    this.passing = false; // a send of ours goes through
    this.request = null;
    this.say = (key) => TEXTS[this.ui][key];
    this.panel = new Panel(this, one(options.status));
    this.setLanguage(options.uiLang);
    this.listen();
    this.look();
    if (this.source.text().trim()) this.later(0);
  }

  // ------------------------------------------------------------------------------------------------- what the page does

  listen() {
    this.ears = new AbortController();
    const hear = (target, kind, heard, more = {}) =>
      target.addEventListener(kind, heard, { signal: this.ears.signal, ...more });
    const look = () => this.look();
    const { field } = this;
    hear(field, "input", (event) => this.onInput(event));
    hear(field, "compositionend", (event) => this.onInput(event));
    hear(field, "scroll", look, { passive: true });
    hear(field, "click", (event) => this.onClick(event));
    hear(field, "focus", look);
    hear(window, "scroll", look, { passive: true, capture: true });
    hear(window, "resize", look);
    hear(matchMedia("(prefers-color-scheme: dark)"), "change", look);
    hear(window, "keydown", (event) => this.onKey(event), { capture: true });
    hear(window, "click", (event) => this.onSendClick(event), { capture: true });
    hear(window, "submit", (event) => this.onSubmit(event), { capture: true });
    hear(window, "pointerdown", (event) => {
      if (!event.composedPath().includes(this.panel.card)) this.panel.close();
    });
    this.size = new ResizeObserver(look);
    this.size.observe(field);
    // A page that empties its field, or moves it, tells nobody.
    this.pulse = setInterval(() => this.onPulse(), 250);
    if (!field.hasAttribute("aria-keyshortcuts")) field.setAttribute("aria-keyshortcuts", "F8");
  }

  onPulse() {
    if (document.visibilityState === "hidden") return;
    if (this.source.text() !== this.seen) this.onInput({});
    else if (this.findings.length) this.look();
  }

  onInput(event) {
    const text = this.source.text();
    if (text !== this.seen) {
      this.findings = shifted(this.seen, text, this.findings);
      this.seen = text;
      this.panel.close();
    }
    this.look();
    if (event.isComposing) return;
    if (text.trim()) return this.later(this.options.delay);
    this.stop();
    this.verdict = null;
    this.findings = [];
    this.look();
    if (!this.note) this.tell("");
  }

  /** Draw everything again as it is now. */
  look() {
    const theme = themeOf(this.field);
    this.panel.dress(theme);
    this.layer.paint(this.findings, theme);
    this.panel.show(this.findings, this.lang);
    this.panel.place();
  }

  onClick(event) {
    const { clientX: x, clientY: y } = event;
    const hits = this.findings.filter((finding) =>
      this.layer.rects(finding).some((rect) => rect.left <= x && x <= rect.right && rect.top <= y && y <= rect.bottom + 4));
    const [gravest] = hits.sort((one, other) => SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity));
    if (gravest) this.open(gravest);
  }

  onKey(event) {
    const inside = event.composedPath().includes(this.field);
    if (event.key === "Escape" && inside && this.panel.shown) {
      event.preventDefault();
      event.stopPropagation();
      this.panel.close();
    } else if (event.key === "F8" && inside && this.findings.length) {
      event.preventDefault();
      const at = this.source.caret();
      const next = this.findings.find((finding) => finding.end >= at) || this.findings[0];
      this.open(next, { focus: true, from: this.field });
    } else if (inside && !event.isComposing && this.sendsBy(event)) {
      const again = new KeyboardEvent("keydown", { ...keyOf(event), bubbles: true, cancelable: true, composed: true });
      this.gate(event, () => (this.button() || { click: () => this.field.dispatchEvent(again) }).click());
    }
  }

  onPanelKey(event) {
    if (event.key === "Escape" && this.panel.shown) {
      event.preventDefault();
      event.stopPropagation();
      this.panel.close();
    } else if (event.key === "F8" && this.findings.length) {
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    }
  }

  // -------------------------------------------------------------------------------------------------------- explaining

  setLanguage(code) {
    this.ui = interfaceLanguage(code);
    this.about = null;
    this.panel.speak(this.ui);
    this.panel.close();
    if (this.findings.length) this.learn();
    if (this.told) this.tell(...this.told);
  }

  /** Get the explanations in the interface language; until they are here, those that came with the report are shown. */
  async learn() {
    const { ui } = this, about = await explain(this.options, ui);
    if (about && ui === this.ui && !this.about) {
      this.about = about;
      this.look();
      if (this.panel.shown) this.open(this.panel.shown);
    }
  }

  explained(finding) {
    const told = this.about && this.about.get(finding.check);
    return told ? { what: told.what, why: told.why } : { what: finding.check, why: finding.message };
  }

  open(finding, how) {
    this.panel.open(finding, this.findings.length, this.lang, how);
  }

  /** Go from the finding that is shown to the next, or to the one before. */
  step(by) {
    const { findings } = this, at = findings.indexOf(this.panel.shown) + by;
    const next = findings[(at + findings.length) % findings.length];
    if (next) this.open(next, { focus: true, from: this.panel.from });
  }

  /** Put the suggestion in the place of the words, and leave it selected: it is an example to go on from. */
  use(finding) {
    const text = this.source.text(), absent = finding.end <= finding.start;
    const before = absent && finding.start > 0 && !/\s$/.test(text.slice(0, finding.start)) ? " " : "";
    const after = absent && finding.end < text.length && !/^\s/.test(text.slice(finding.end)) ? " " : "";
    this.panel.from = this.field;
    this.panel.close();
    this.source.replace(finding.start, finding.end, before + finding.suggestion + after);
  }

  /** Show a line below the field, in the interface language whatever that will be. */
  tell(key, { grave = false, values = {}, words = "" } = {}) {
    this.told = [key, { grave, values, words }];
    let said = key ? this.say(key) : words;
    for (const [name, value] of Object.entries(values)) said = said.replace(`{${name}}`, value.toLocaleString(this.ui));
    this.panel.say(said, grave);
  }

  announce(kind, detail) {
    this.field.dispatchEvent(new CustomEvent(`courtesy:${kind}`, { bubbles: true, composed: true, detail }));
  }

  // ---------------------------------------------------------------------------------------------------------- checking

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.holding) this.check();
    }, delay);
  }

  stop() {
    clearTimeout(this.timer);
    if (this.request) this.request.abort();
    this.request = null;
  }

  /** Ask about the text as it is now. Resolves to the answer, or to null when a later question made it pointless. */
  async check() {
    this.stop();
    const text = this.source.text();
    if (this.knows(text)) {
      this.take(this.verdict); // what was typed and taken back has cost its underlines
      return this.verdict;
    }
    const request = (this.request = new AbortController());
    if (this.holding) this.tell("holding");
    let answer;
    try {
      answer = { text, verdict: await ask(this.options, text, request.signal) };
    } catch (error) {
      answer = { text, failure: error.kind || "down" };
    }
    if (this.request !== request) return null;
    this.request = null;
    this.take(answer);
    return answer;
  }

  /** Say whether a text was checked already, and not only asked about in vain. */
  knows(text) {
    const { verdict: last } = this;
    return Boolean(last && last.text === text && last.verdict && !FAILURES.includes(last.verdict.cause));
  }

  take(answer) {
    this.verdict = answer;
    this.note = false;
    const { text, verdict, failure } = answer;
    if (failure) {
      this.tell(failure === "denied" ? "denied" : "unchecked");
      this.announce("failure", { cause: failure });
      return;
    }
    const report = verdict.report || { findings: [], lang: "" };
    this.lang = report.lang;
    const now = this.source.text();
    this.findings = shifted(text, now, toUnits(text, report.findings));
    this.seen = now;
    this.panel.keep(this.findings);
    if (this.findings.length && !this.about) this.learn();
    this.look();
    if (FAILURES.includes(verdict.cause)) this.tell("unchecked");
    else if (this.findings.length) this.tell("look", { values: { n: this.findings.length } });
    else this.tell(verdict.cause === "clean" ? "clean" : "");
    this.announce("verdict", { verdict });
  }

  // ----------------------------------------------------------------------------------------------------------- sending

  button() {
    return one(this.options.send);
  }

  sendsBy(event) {
    if (!this.options.keys || !event.key) return false;
    const pressed = ["Ctrl", "Alt", "Shift", "Meta"].filter((name) => event[`${name.toLowerCase()}Key`]);
    const keys = [...pressed, event.key].join("+").toLowerCase();
    return this.options.keys.toLowerCase().split(/[\s,]+/).includes(keys);
  }

  onSendClick(event) {
    const { send } = this.options;
    if (!send || this.passing) return;
    const button = event.composedPath().find((node) =>
      node instanceof Element && (typeof send === "string" ? node.matches(send) : node === one(send)));
    if (button) this.gate(event, () => button.click());
  }

  onSubmit(event) {
    const form = this.field.form || this.field.closest("form");
    if (form && event.target === form) this.gate(event, () => form.requestSubmit(event.submitter));
  }

  /** Let an event of sending go on, or stop it and send it again with `go` when the verdict is in and allows it. */
  gate(event, go) {
    if (this.passing || !this.field.isConnected) return;
    const text = this.source.text();
    if (!text.trim()) return;
    const known = !this.holding && this.knows(text);
    if (known && this.decide(this.verdict)) {
      this.passing = true; // the form's submit event may follow this click
      setTimeout(() => (this.passing = false));
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!known && !this.holding) this.hold(text).then((passes) => passes && this.pass(go));
  }

  async hold(text) {
    this.holding = true;
    const button = this.button();
    if (button) button.setAttribute("aria-busy", "true");
    try {
      const answer = await this.check();
      if (!answer || this.source.text() !== text) {
        this.tell("changed", { grave: true });
        this.later(this.options.delay);
        return false;
      }
      return this.decide(answer);
    } finally {
      this.holding = false;
      if (button) button.removeAttribute("aria-busy");
    }
  }

  pass(go) {
    this.passing = true;
    try {
      go();
    } finally {
      this.passing = false;
    }
  }

  /** Say whether a text may be sent, and tell the author what there is to tell. */
  decide({ text, verdict, failure }) {
    if (failure || FAILURES.includes(verdict.cause)) return this.unchecked(failure || verdict.cause, verdict);
    if (verdict.action !== "block") return this.sent("");
    const now = performance.now(), { asked, options } = this;
    if (verdict.ask && asked && asked.text === text && now - asked.at < options.askMinutes * 60000) {
      if (now - asked.at >= options.askAfter) return this.sent("");
      return false; // a double click
    }
    this.asked = verdict.ask ? { text, at: now } : null;
    this.tell(verdict.ask ? "ask" : "block", { grave: true });
    this.announce("held", { verdict });
    return false;
  }

  /** What could not be checked goes out or stays, by the stricter of the two policies: the page's and the service's. */
  unchecked(cause, verdict) {
    const stays = this.options.policy === "closed" || (verdict && verdict.action === "block");
    if (!stays) return this.sent("passed");
    if (verdict && verdict.notice) this.tell("", { grave: true, words: verdict.notice });
    else this.tell("held", { grave: true });
    this.announce("held", { cause });
    return false;
  }

  sent(note) {
    this.asked = null;
    this.note = Boolean(note);
    this.tell(note);
    return true;
  }

  /** For programs that send by themselves: resolves to whether the text may go out now. */
  async maySend() {
    if (!this.source.text().trim()) return true;
    return this.holding ? false : this.hold(this.source.text());
  }

  detach() {
    this.stop();
    this.ears.abort();
    this.size.disconnect();
    clearInterval(this.pulse);
    this.layer.remove();
    this.panel.host.remove();
    if (this.field.getAttribute("aria-keyshortcuts") === "F8") this.field.removeAttribute("aria-keyshortcuts");
    guards.delete(this.field);
  }
}

const keyOf = ({ key, code, location, ctrlKey, shiftKey, altKey, metaKey }) =>
  ({ key, code, location, ctrlKey, shiftKey, altKey, metaKey });

/** An element by selector, by function, or itself. */
const one = (wanted) =>
  typeof wanted === "string" && wanted ? document.querySelector(wanted) : typeof wanted === "function" ? wanted() : wanted || null;

// ---------------------------------------------------------------------------------------------------------- the door

const guards = new Map();

/** Options written as data-* attributes of the script or of a field. */
const written = (holder) => {
  const options = {};
  for (const [key, value] of Object.entries(holder ? holder.dataset : {})) {
    if (!(key in DEFAULTS)) continue;
    if (key === "metadata") options[key] = Object.fromEntries(value.split(",").map((pair) => pair.split("=").map((part) => part.trim())));
    else options[key] = typeof DEFAULTS[key] === "number" ? Number(value) : value;
  }
  return options;
};

const attach = (field, given = {}) => {
  if (guards.has(field)) return guards.get(field);
  if (!(field instanceof HTMLTextAreaElement || (field instanceof HTMLElement && field.isContentEditable))) {
    throw new TypeError("courtesy.attach: the field must be a <textarea> or a contenteditable element");
  }
  const options = { ...DEFAULTS, ...written(SCRIPT), ...written(field), ...given };
  if (!["open", "closed"].includes(options.policy)) throw new TypeError('courtesy.attach: policy must be "open" or "closed"');
  options.endpoint = new URL(options.endpoint.replace(/\/*$/, "/"), document.baseURI).href;
  const guard = new Guard(field, options);
  const handle = {
    check: () => guard.check().then((answer) => (answer && answer.verdict) || null),
    maySend: () => guard.maySend(),
    detach: () => guard.detach(),
    set: (more) => {
      Object.assign(options, more);
      guard.verdict = null;
      if ("uiLang" in more) guard.setLanguage(more.uiLang);
      if (guard.source.text().trim()) guard.later(0);
    },
  };
  guards.set(field, handle);
  return handle;
};

window.courtesy = Object.freeze({ attach });

const fields = SCRIPT && SCRIPT.dataset.fields;
if (fields) {
  /** Attach to the fields that are there and to those that come later; let go of those that went. */
  const scan = () => {
    for (const field of document.querySelectorAll(fields)) if (!guards.has(field)) attach(field);
    for (const [field, handle] of guards) if (!field.isConnected) handle.detach();
  };
  const begin = () => {
    scan();
    new MutationObserver(scan).observe(document.documentElement, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
}
})();
