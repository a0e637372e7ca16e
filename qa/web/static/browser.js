// What the pages do in the browser: keep and copy citations, turn and enlarge the picture of a page,
// follow a link without losing the conversation, and say aloud what a sighted reader sees happen.
// Listeners are set once, on the document: what Streamlit draws comes and goes beneath it.

const REMEMBERED = "council-papers-briefing"; // in this browser's storage, for the next visit
const LOW = 600; // pixels of a screen that is low
const ASKED = "council-papers-questions"; // the questions asked in this browser, latest first
const MAX_ASKED = 100;
const WIDTHS = [800, 1200, 1800]; // of pictures of a page, in pixels, as the server makes them
const WIDE = matchMedia("(min-width: 1200px)"); // where the cited page stands beside the answer
const BESIDE = ".st-key-conversation-so-far details.page";
const ZOOMS = [1, 1.5, 2, 3];
const TRIES = 3; // times that a picture is asked for again which the server was too busy to draw
const PAUSE = 3000; // milliseconds before that, as the server wishes
const PASSING = [0, 200, 429, 503]; // answers that may be another soon: 0 is none, 200 came since
const MAX_SPOKEN = 300; // characters of what was copied, to be read aloud
const RESENT = 3; // times that a link which was followed is sent again
const LINES = 3; // of the live region: what comes soon after another must not take its place

let page; // what Streamlit gave at the latest run: data, setTriggerValue
let voice; // the live region: each announcement is a line of it
let recorded = 0; // the number of the last question of this visit that is among those asked before
let begins = false; // whether the visit begins on the front page, by a reader with a keyboard
let heard = 0; // the number of the last announcement of the server
let pending; // the link that was followed last, until the server has it
let brought = 0; // the number of the last place that was brought into view
let inSight = []; // places that were there when the reader moved while the page was drawn
let focused = 0; // the number of the last request for the keyboard
let answered = 0; // answers after which the keyboard was put where it goes on

export default function (given) {
  page = given;
  if (!voice) begin();
  remember(given.data.briefing);
  given.data.asked.forEach(list);
  mark();
  goAgain(given.data.followed);
  announce(given.data);
  focus(...given.data.focus);
}

function begin() {
  voice = document.createElement("div");
  voice.className = "unseen";
  voice.setAttribute("role", "status");
  voice.setAttribute("aria-atomic", "false"); // only a new line is read aloud
  document.body.append(voice);
  document.body.prepend(skip());
  begins = !new URL(location).searchParams.size && matchMedia("(pointer: fine)").matches;
  answered = page.data.answers;
  document.addEventListener("click", clicked);
  document.addEventListener("error", missing, true);
  document.addEventListener("load", shown, true);
  document.addEventListener("toggle", opened, true);
  addEventListener("popstate", () => (pending = undefined));
  addEventListener("storage", (event) => event.key === REMEMBERED && restore(event.newValue));
  for (const move of ["wheel", "touchmove", "pointerdown", "keydown"])
    addEventListener(move, moved, { capture: true, passive: true });
  new MutationObserver(mark).observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ["data-test-script-state"],
  });
  restore(localStorage.getItem(REMEMBERED));
}

// The first thing that Tab reaches: it goes to the question box past all links of the page.
function skip() {
  const place = element("nav", { className: "skip", hidden: true });
  place.setAttribute("aria-label", "Short cut");
  const button = element("button", { type: "button", textContent: "Go to the question box" });
  button.addEventListener("click", () => questionBox()?.focus());
  place.append(button);
  return place;
}

function questionBox() {
  return document.querySelector(".st-key-ask textarea:enabled");
}

function clicked(event) {
  if (event.target.closest?.("a")) pending = undefined; // the reader goes elsewhere
  const on = event.target.closest?.(
    "[data-keep], [data-copy], [data-share], [data-forget], [data-order], [data-turn], [data-zoom], a.within",
  );
  if (!on) return;
  if (on.dataset.keep) page.setTriggerValue("keep", on.dataset.keep);
  else if (on.dataset.copy) copy(on.dataset.copy, on.dataset.link);
  else if (on.dataset.share) share(on.dataset.share, on.dataset.title);
  else if (on.dataset.forget !== undefined) forget(on.dataset.forget);
  else if (on.dataset.order) turnRound(on);
  else if (on.dataset.turn) turn(on.closest(".leaf"), Number(on.dataset.turn));
  else if (on.dataset.zoom) zoom(on.closest(".leaf"), Number(on.dataset.zoom));
  else follow(event, on);
}

// A link within the service: in this tab without a fresh start; otherwise as the reader asked.
function follow(event, link) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  pending = { click: String(Date.now()), href: link.getAttribute("href"), left: RESENT };
  go();
}

// What is sent while another page is being drawn goes to an element that is no longer there, and is
// lost: it is sent again with each page that is drawn, until the server says that it has it.
function go() {
  page.setTriggerValue("go", `${pending.click} ${pending.href}`);
}

function goAgain(arrived) {
  if (!pending) return;
  pending.left -= 1;
  if (arrived === pending.click || pending.left < 0) pending = undefined;
  else go();
}

// The briefing. Python knows it for this visit; the browser remembers it for the next.
function remember(briefing) {
  if (briefing !== null) localStorage.setItem(REMEMBERED, briefing);
}

function restore(briefing) {
  if (briefing && briefing !== page.data.briefing) page.setTriggerValue("restore", briefing);
}

// The questions asked before, in this browser only, so that they are found again; no server has them.
function asked() {
  try {
    const found = JSON.parse(localStorage.getItem(ASKED));
    return Array.isArray(found) ? found.filter((one) => one?.words && one.href) : [];
  } catch {
    return [];
  }
}

function list([number, words, href]) {
  if (number <= recorded) return;
  recorded = number;
  const before = asked();
  if (before[0]?.href === href) return;
  const others = before.filter((one) => one.href !== href);
  keepAsked([{ words, href, day: new Date().toISOString().slice(0, 10) }, ...others]);
  document.querySelectorAll("[data-asked]").forEach(showAsked); // it may be drawn already
}

function keepAsked(questions) {
  try {
    localStorage.setItem(ASKED, JSON.stringify(questions.slice(0, MAX_ASKED)));
  } catch {
    // A browser that stores nothing has no earlier questions.
  }
}

function forget(href) {
  keepAsked(href ? asked().filter((one) => one.href !== href) : []);
  document.querySelectorAll("[data-asked]").forEach((place) => {
    place.replaceChildren();
    showAsked(place);
    (place.querySelector("button, input") ?? place).focus();
  });
  say(href ? "Removed." : "All earlier questions are removed.");
}

function showAsked(place) {
  const questions = asked();
  if (!questions.length) return place.replaceChildren(element("p"));
  const rows = questions.map((one) => {
    const link = element("a", { className: "within", href: one.href, textContent: one.words });
    const day = element("span", { className: "aside", textContent: " " + one.day + " " });
    const button = element("button", { type: "button", textContent: "Remove" });
    button.dataset.forget = one.href;
    button.setAttribute("aria-label", "Remove: " + one.words);
    const row = element("li");
    row.append(link, day, button);
    return row;
  });
  const label = element("label", { textContent: "Find among them " });
  const find = element("input", { type: "search" });
  label.append(find);
  find.addEventListener("input", () => {
    const wanted = find.value.toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
  const all = element("button", { type: "button", textContent: "Remove all" });
  all.dataset.forget = "";
  const words = element("ul", { className: "lately" });
  words.append(...rows);
  const heading = element("h2", { className: "heading lot", textContent: "You asked before" });
  const about = element("p", { className: "aside", textContent: "Kept in this browser only." });
  place.replaceChildren(heading, about, label, words, all);
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

// On a wide screen the first cited page of an answer is open beside it from the beginning, and one
// page at a time.
function openBeside(quote) {
  delete quote.dataset.beside;
  const place = quote.querySelector("details.page"); // none where a paper has no pages
  if (WIDE.matches && place) place.open = true;
}

function opened(event) {
  if (!WIDE.matches || !event.target.open || !event.target.matches?.(BESIDE)) return;
  for (const other of document.querySelectorAll(BESIDE + "[open]"))
    if (other !== event.target) other.open = false;
}

// A story is told oldest first; the same button turns it round and back.
function turnRound(button) {
  const story = document.getElementById(button.dataset.order);
  story.append(...[...story.children].reverse());
  const newest = button.textContent === "Newest first";
  button.textContent = newest ? "Oldest first" : "Newest first";
  story.setAttribute("aria-label", newest ? "Timeline, newest first" : "Timeline, oldest first");
  say(newest ? "The newest step is first." : "The oldest step is first.");
}

// A phone hands an address on by its own means; elsewhere it is copied.
async function share(href, title) {
  const url = new URL(href, document.baseURI).href;
  if (!navigator.share || !matchMedia("(pointer: coarse)").matches) return copy(url);
  try {
    await navigator.share({ title, url });
  } catch {
    // The reader thought better of it.
  }
}

function mark() {
  // Streamlit calls the place for files a mere decoration, though it has a name.
  document
    .querySelector("[data-testid=stFileUploaderDropzone][role=presentation]")
    ?.setAttribute("role", "group");
  bring();
  const box = questionBox();
  document.querySelector(".skip").hidden = !box;
  if (begins && box) {
    begins = false; // who comes to ask can type at once; a phone would bring up its keyboard
    if (document.activeElement === document.body) box.focus({ preventScroll: true });
  }
  document.querySelectorAll("[data-asked]:empty").forEach(showAsked);
  document.querySelectorAll("[data-beside]").forEach(openBeside);
  const kept = new Set(page.data.kept);
  for (const button of document.querySelectorAll("[data-keep]")) {
    const pressed = String(kept.has(button.dataset.keep));
    if (button.getAttribute("aria-pressed") !== pressed)
      button.setAttribute("aria-pressed", pressed);
  }
}

// The place that the reader is to see. What stands above and below it comes piece by piece, so it is
// brought into view until all is drawn, or until the reader goes elsewhere.
function bring() {
  const [number, question] = page.data.place;
  if (number === brought) return;
  const place = placeOf(question);
  if (!place) return;
  const left = inSight.includes(place); // the reader saw it come, and went on
  inSight = [];
  // The first question is mostly in sight, but on a low screen, as one is at 400 %.
  const isAbove = place.getBoundingClientRect().top < 0;
  if (!left && (question !== 0 || innerHeight <= LOW || isAbove)) place.scrollIntoView();
  if (left || !isDrawing()) brought = number;
}

function placeOf(question) {
  if (question === null) return document.querySelector("[data-bring]");
  return document.querySelectorAll(".question")[question];
}

function isDrawing() {
  return document.querySelector("[data-test-script-state=running]") !== null;
}

function moved() {
  brought = page.data.place[0];
  const places = document.querySelectorAll(".question, [data-bring]");
  inSight = isDrawing() ? [...places] : [];
}

// Browsers let only pages that came over a safe way use the clipboard; an old command still works.
async function copy(text, link) {
  const words = link ? text + "\n" + new URL(link, document.baseURI).href : text;
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: words });
    const held = document.activeElement;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
    held?.focus();
  }
  say(words.length > MAX_SPOKEN ? "Copied." : "Copied: " + words);
}

// The picture of a page. While another page is fetched, `data-shown` holds the number of the one that
// is seen: to it the picture returns where there is no such page, however often it was turned since.
function turn(leaf, by) {
  const number = Number(leaf.dataset.page) + by;
  if (number < 1) return say("This is the first page.");
  leaf.dataset.shown ??= leaf.dataset.page;
  draw(leaf, number);
}

function zoom(leaf, by) {
  const now = ZOOMS.indexOf(Number(leaf.dataset.zoom || 1));
  const next = ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, now + by))];
  leaf.dataset.zoom = next;
  leaf.querySelector("img").style.width = 100 * next + "%";
  draw(leaf, Number(leaf.dataset.page));
  say(100 * next + " per cent");
}

function draw(leaf, number) {
  const picture = leaf.querySelector("img");
  const address = new URL(picture.getAttribute("src"), document.baseURI);
  const dots = picture.clientWidth * devicePixelRatio;
  address.pathname = address.pathname.replace(/\d+(?=\.\w+$)/, number);
  address.searchParams.set("width", WIDTHS.find((width) => width >= dots) ?? WIDTHS.at(-1));
  leaf.dataset.page = number;
  delete leaf.dataset.tried;
  if (picture.src !== address.href) picture.src = address.href;
}

function shown(event) {
  const leaf = leafOf(event);
  delete leaf?.dataset.tried;
  if (!leaf?.dataset.shown) return;
  delete leaf.dataset.shown;
  const { page: number } = leaf.dataset;
  event.target.alt = event.target.alt.replace(/PDF page \d+/, "PDF page " + number);
  leaf.querySelector("figcaption").textContent = "PDF page " + number;
  const file = leaf.querySelector("a[href*='.pdf']");
  file.href = file.getAttribute("href").replace(/\d+$/, number);
  file.textContent = file.textContent.replace(/\d+$/, number);
  leaf.querySelector(".sheet").scrollTop = 0;
}

async function missing(event) {
  const leaf = leafOf(event);
  if (!leaf) return;
  const picture = event.target;
  const { src: address } = picture;
  const status = await fetch(address).then((answer) => answer.status, () => 0);
  const tried = Number(leaf.dataset.tried ?? 0);
  if (PASSING.includes(status) && tried < TRIES) {
    leaf.dataset.tried = tried + 1;
    setTimeout(() => again(picture, address), status === 200 ? 0 : PAUSE);
    return;
  }
  if (picture.src !== address) return; // another page was asked for since
  delete leaf.dataset.tried;
  const { shown: before } = leaf.dataset;
  delete leaf.dataset.shown;
  if (before) draw(leaf, before);
  const words = before ? "There is no further page." : "The page cannot be shown as a picture.";
  leaf.querySelector("figcaption").textContent = words;
}

function again(picture, address) {
  if (picture.src === address) picture.src = address; // otherwise another page was asked for since
}

// The place of the picture that was fetched, or was not; none where another is fetched by now.
function leafOf(event) {
  return event.target.complete ? event.target.closest?.(".leaf") : null;
}

// An answer is announced, once however often Streamlit draws the page, and is where the keyboard
// goes on if what was pressed is gone.
function announce(data) {
  const [number, words] = data.said;
  if (number > heard) say(words);
  heard = number;
  if (data.answers > answered) goOn(document.activeElement);
  answered = data.answers;
}

// What was pressed may go only after the answer is there, and takes the keyboard with it.
function goOn(pressed, tries = 50) {
  if (pressed !== document.body && pressed.isConnected) {
    if (tries) setTimeout(goOn, 100, pressed, tries - 1);
  } else if (document.activeElement === document.body)
    [...document.querySelectorAll(".question")].at(-1)?.focus({ preventScroll: true });
}

// Where what was pressed has gone, the keyboard goes on at the first of some buttons that is there.
function focus(number, keys) {
  if (number === focused) return;
  focused = number;
  const found = keys.map((key) => document.querySelector(`.st-key-${key} button:enabled`));
  found.find(Boolean)?.focus();
}

function say(words) {
  const line = document.createElement("div");
  line.textContent = words;
  voice.append(line);
  if (voice.childElementCount > LINES) voice.firstChild.remove();
}
