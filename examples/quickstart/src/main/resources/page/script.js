// The page keeps nothing: who is here and what is in the cart is on the server, and the token is in a cookie that no script
// can read. The browser sends it along.

import { STATUSES, explain } from "./refusals.js";

/** An answer that is not 2xx; status 0 is no answer at all. A detail is the server's own sentence. */
class Refused extends Error {
  constructor(status, detail) {
    super(detail ?? explain(status));
    this.status = status;
    this.detail = detail;
  }
}

async function call(method, path, body) {
  const response = await send(method, path, body);
  return response.status === 204 ? null : response.json();
}

async function send(method, path, body, conditions = {}) {
  const headers = body ? { ...conditions, "Content-Type": "application/json" } : conditions;
  const request = { method, headers, body: body && JSON.stringify(body), cache: "no-store" };
  const response = await fetch(path, request).catch(() => {
    throw new Refused(0);
  });
  if (!response.ok) throw new Refused(response.status, await detailOf(response));
  return response;
}

/** None where the status says all, or the answer is not the application's, but the HTTP server's, say. */
async function detailOf(response) {
  const problem = await response.json().catch(() => null);
  return problem?.detail;
}

const money = (cents) => (cents / 100).toFixed(2);
const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString("en-GB", { timeStyle: "short" });

const shop = document.getElementById("shop");
const account = document.getElementById("account");
const add = shop.querySelector(".add");
const login = account.querySelector(".login");

let visitor = { guest: true };
/** What is shown, and the server's name for it: a change is for this cart and for no other. */
let cart = [];
let version = null;
/** What was wanted where the server has another cart by now; null where there is nothing to choose. */
let mine = null;
let busy = false;

/** What is shown is what the server says, never what the page believes: another tab may have logged in or out. */
async function load() {
  const before = visitor;
  visitor = await call("PUT", "visit");
  await loadCart();
  if (visitor.sub !== before.sub) {
    shop.querySelector(".receipt").hidden = true;
    // What a guest wanted comes along to the log-in, and what a user wanted is nobody else's.
    if (!before.guest) mine = null;
  }
  show();
}

async function loadCart() {
  try {
    const response = await send("GET", "cart");
    const stored = await response.json();
    cart = Array.isArray(stored.cart) ? stored.cart : [];
    version = response.headers.get("ETag");
  } catch (error) {
    // The visit before gave a good token to whoever had none.
    const lost = "The browser does not keep the cookie: here it wants TLS.";
    throw error.status === 401 ? new Refused(403, lost) : error;
  }
}

/** One action at a time, so that two quick clicks do not overwrite one another's cart. */
async function run(place, action) {
  if (busy) return;
  busy = true;
  say(shop, "");
  say(account, "");
  login.password.removeAttribute("aria-invalid");
  try {
    await attempt(place, action);
  } finally {
    busy = false;
  }
}

async function attempt(place, action) {
  try {
    await action();
  } catch (error) {
    await refused(place, error);
  }
}

async function refused(place, error) {
  if (!(error instanceof Refused)) throw error;
  if (error.status === 401 && !error.detail) return startAnew();
  if (error.status === 412) return attempt(place, () => showBoth(error));
  say(place, error.message, true);
}

/** A token that is refused stays refused: it expired, was logged out elsewhere, or the server was started again. */
async function startAnew() {
  const message = visitor.guest ? "Your visit took too long, and its cart is gone." : STATUSES[401];
  try {
    await load();
    sayLogInAgain(message);
  } catch (error) {
    say(account, error.message, true);
  }
}

function sayLogInAgain(message) {
  say(account, message, true);
  login.password.select();
}

async function logIn() {
  const credentials = { user: login.user.value, password: login.password.value };
  try {
    await call("POST", "visit/login", credentials);
  } catch (error) {
    if (error.status === 422) return alreadyLoggedIn();
    if (error.detail) refusePassword();
    throw error;
  }
  await load();
  // A log-out everywhere in the same second ends this login too.
  if (visitor.guest) return sayLogInAgain(STATUSES[401]);
  say(account, `Logged in as ${visitor.sub}.`);
  add.item.focus();
}

function refusePassword() {
  login.password.setAttribute("aria-invalid", "true");
  login.password.select();
}

async function alreadyLoggedIn() {
  await load();
  say(account, `In another tab, ${visitor.sub} has logged in. Log out first.`, true);
}

async function logOut(path, message) {
  await call("POST", path);
  await load();
  say(account, message);
  login.user.focus();
}

async function addItem() {
  const item = add.item.value.trim();
  const quantity = add.quantity.valueAsNumber;
  if (!item) return;
  const same = cart.find((line) => line.item === item);
  const total = Math.min(99, quantity + (same?.quantity ?? 0));
  const added = { item, quantity: total };
  await save(same ? cart.map((line) => (line === same ? added : line)) : [...cart, added]);
  add.reset();
  add.item.focus();
  say(shop, `${item} is in the cart: ${total}.`);
}

async function removeItem(removed) {
  const rest = cart.filter((line) => line !== removed);
  if (rest.length === 0) return empty();
  await save(rest);
  say(shop, `${removed.item} is out of the cart.`);
  add.item.focus();
}

async function save(lines) {
  await change(lines, "PUT", "cart", { cart: lines });
  shop.querySelector(".receipt").hidden = true;
  await load();
}

async function empty() {
  await change([], "DELETE", "cart");
  await load();
  say(shop, "The cart is empty.");
  add.item.focus();
}

/** Is done to the cart that is shown, or not at all (412): another tab may have changed it meanwhile. */
async function change(wanted, method, path, body) {
  try {
    const answer = await send(method, path, body, { "If-Match": version });
    mine = null;
    return answer;
  } catch (error) {
    error.wanted = wanted;
    throw error;
  }
}

async function showBoth({ wanted, message }) {
  mine = wanted;
  await load();
  if (mine === null) return say(shop, "In another tab, somebody has logged out or in. Nothing was done here.", true);
  if (JSON.stringify(mine) === JSON.stringify(cart)) return chosen("The cart is what you wanted here already.");
  say(shop, message, true);
  document.getElementById("conflict-title").focus();
}

/** Over the cart that is shown beside it: if that has changed once more, there is a choice once more. */
async function keepMine() {
  if (mine.length === 0) return empty();
  await save(mine);
  chosen("The cart is what you wanted here.");
}

async function takeTheirs() {
  await load();
  chosen("The cart is what it was changed to elsewhere.");
}

function chosen(message) {
  mine = null;
  show();
  add.reset();
  say(shop, message);
  add.item.focus();
}

async function checkOut() {
  if (cart.length === 0) {
    say(shop, "Put something into the cart first.", true);
    return;
  }
  const sold = await change(cart, "POST", "checkout");
  showReceipt(await sold.json());
  await load();
  say(shop, "Thank you. The receipt is below.");
}

function show() {
  const { sub, guest, exp } = visitor;
  account.querySelector("h2").textContent = guest ? "Guest" : sub;
  login.hidden = !guest;
  account.querySelector(".user").hidden = guest;
  account.querySelector(".until").textContent = guest
    ? `A guest's cart is kept until ${clock(exp)}.`
    : `This login is valid until ${clock(exp)}.`;
  shop.querySelector(".empty").hidden = cart.length > 0;
  shop.querySelector(".cart").replaceChildren(...cart.map(row));
  shop.querySelector(".open").hidden = mine !== null;
  shop.querySelector(".conflict").hidden = mine === null;
  shop.querySelector(".mine").replaceChildren(...listed(mine ?? []));
  shop.querySelector(".theirs").replaceChildren(...listed(cart));
}

const words = ({ item, quantity }) => `${quantity} × ${item}`;

function listed(lines) {
  return (lines.length > 0 ? lines.map(words) : ["Nothing"]).map((line) => element("li", line));
}

function row(line) {
  const row = document.createElement("li");
  const remove = element("button", "Remove", "plain");
  remove.type = "button";
  remove.setAttribute("aria-label", `Remove ${line.item}`);
  on(remove, "click", shop, () => removeItem(line));
  row.append(element("span", words(line)), remove);
  return row;
}

function showReceipt({ order, lines, totalCents }) {
  const rows = lines.map((line) => {
    const row = document.createElement("tr");
    row.append(
      element("td", words(line)),
      element("td", money(line.unitPriceCents), "number"),
      element("td", money(line.quantity * line.unitPriceCents), "number"),
    );
    return row;
  });
  shop.querySelector(".order").textContent = `Order ${order}`;
  shop.querySelector("tbody").replaceChildren(...rows);
  shop.querySelector(".total").textContent = money(totalCents);
  shop.querySelector(".receipt").hidden = false;
}

/** Never as HTML, whatever a user typed. */
function element(name, text, className = "") {
  const created = document.createElement(name);
  created.textContent = text;
  created.className = className;
  return created;
}

function say(place, text, bad = false) {
  const message = place.querySelector(".message");
  message.textContent = text;
  message.classList.toggle("bad", bad);
}

function on(target, event, place, action) {
  target.addEventListener(event, (happened) => {
    happened.preventDefault();
    run(place, action);
  });
}

/** A cookie is for one host name, and this machine has two. */
function showOtherBrowser() {
  const other = { "127.0.0.1": "localhost", localhost: "127.0.0.1" }[location.hostname];
  if (!other) return;
  const link = account.querySelector(".other a");
  link.textContent = `${other}:${location.port}`;
  link.href = `//${link.textContent}/`;
  account.querySelector(".other").hidden = false;
}

on(login, "submit", account, logIn);
on(account.querySelector(".logout"), "click", account, () => logOut("logout", "Logged out here."));
on(account.querySelector(".everywhere"), "click", account, () => logOut("logout-everywhere", "Logged out everywhere."));
on(add, "submit", shop, addItem);
on(shop.querySelector(".checkout"), "click", shop, checkOut);
on(shop.querySelector(".clear"), "click", shop, empty);
on(shop.querySelector(".keep"), "click", shop, keepMine);
on(shop.querySelector(".take"), "click", shop, takeTheirs);
showOtherBrowser();
run(shop, load);
