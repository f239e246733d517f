// One shopper is one login, one token, and so one GLOBAL session on the server. The page keeps nothing of the cart.

import { explain } from "./refusals.js";

const SHOPPERS = [
  { place: "left", user: "alice", password: "wonderland" },
  { place: "right", user: "bob", password: "builder" },
];

/** An answer that is not 2xx; status 0 is no answer at all. */
class Refused extends Error {
  constructor(status, error) {
    super(explain(status, error));
    this.status = status;
    this.error = error;
  }
}

/** The server, on behalf of one shopper. */
async function call(method, path, token, body) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const request = { method, headers, body: body && JSON.stringify(body), cache: "no-store" };
  const response = await fetch(path, request).catch(() => {
    throw new Refused(0);
  });
  if (!response.ok) throw new Refused(response.status, await errorCode(response));
  return response.status === 204 ? null : response.json();
}

/** None where the answer is not from errors.yaml, but from the HTTP server, say: its status is told then. */
async function errorCode(response) {
  const answer = await response.json().catch(() => null);
  return answer?.error;
}

// The token is kept in sessionStorage, not in localStorage: it survives a reload, which is what this page is to show, but
// it ends with the tab, and no other tab sees it. Any script of this page can read it there, which is why the
// Content-Security-Policy lets no foreign script in and why nothing that a user typed is ever parsed as HTML.
const logins = {
  get: (place) => JSON.parse(sessionStorage.getItem(`login.${place}`)),
  set: (place, login) => sessionStorage.setItem(`login.${place}`, JSON.stringify(login)),
  remove: (place) => sessionStorage.removeItem(`login.${place}`),
};

const money = (cents) => (cents / 100).toFixed(2);
const clock = (millis) => new Date(millis).toLocaleTimeString("en-GB", { timeStyle: "short" });

function element(name, text, className = "") {
  const created = document.createElement(name);
  created.textContent = text;
  created.className = className;
  return created;
}

class Shopper {
  #place;
  #root;
  #cart = [];
  #busy = false;

  constructor({ place, user, password }) {
    this.#place = place;
    this.#root = document.getElementById("shopper").content.firstElementChild.cloneNode(true);
    this.#refer(this.#root, "aria-labelledby", "h2");
    this.#refer(this.#find(".cart"), "aria-labelledby", ".shop > h3");
    this.#refer(this.#login.user, "aria-describedby", ".hint");
    // Why a login failed is read with the field that has the focus then.
    this.#refer(this.#login.password, "aria-describedby", ".message");
    this.#login.user.value = user;
    this.#login.password.value = password;
    this.#find(".hint").textContent = `A demo user: ${user}, password ${password}.`;
    this.#on(this.#login, "submit", () => this.#logIn());
    this.#on(this.#add, "submit", () => this.#addItem());
    this.#on(this.#find(".checkout"), "click", () => this.#checkOut());
    this.#on(this.#find(".clear"), "click", () => this.#empty());
    this.#on(this.#find(".logout"), "click", () => this.#logOut());
    this.#show();
  }

  get root() {
    return this.#root;
  }

  /** After a reload: the token is still here, the cart still on the server. */
  resume() {
    if (this.#token) this.#run(() => this.#load());
  }

  get #token() {
    return logins.get(this.#place)?.token;
  }

  get #login() {
    return this.#find(".login");
  }

  get #add() {
    return this.#find(".add");
  }

  #find(selector) {
    return this.#root.querySelector(selector);
  }

  /** Two shoppers are made of one template, so what refers to an id gets one here. */
  #refer(from, attribute, selector) {
    const to = this.#find(selector);
    to.id ||= `${this.#place}-${selector.replace(/\W+/g, "-")}`;
    from.setAttribute(attribute, to.id);
  }

  #on(target, event, action) {
    target.addEventListener(event, (happened) => {
      happened.preventDefault();
      this.#run(action);
    });
  }

  /** One action at a time, so that two quick clicks do not overwrite one another's cart. */
  async #run(action) {
    if (this.#busy) return;
    this.#busy = true;
    this.#say("");
    this.#login.password.removeAttribute("aria-invalid");
    try {
      await action();
    } catch (error) {
      this.#explain(error);
    } finally {
      this.#busy = false;
    }
  }

  async #logIn() {
    const user = this.#login.user.value;
    const answer = await call("POST", "login", null, { user, password: this.#login.password.value });
    const until = Date.now() + answer.expires_in * 1000;
    logins.set(this.#place, { user, until, token: answer.access_token });
    await this.#load();
    this.#say(`Logged in as ${user}.`);
    this.#add.item.focus();
  }

  /** The server is not asked: it keeps no list of tokens, and nobody can reach the session without this one. */
  #logOut() {
    logins.remove(this.#place);
    this.#show();
    this.#say("Logged out.");
    this.#login.user.focus();
  }

  async #addItem() {
    const item = this.#add.item.value.trim();
    const quantity = this.#add.quantity.valueAsNumber;
    if (!item) return;
    const same = this.#cart.find((line) => line.item === item);
    const total = Math.min(99, quantity + (same?.quantity ?? 0));
    const added = { item, quantity: total };
    await this.#save(same ? this.#cart.map((line) => (line === same ? added : line)) : [...this.#cart, added]);
    this.#add.reset();
    this.#add.item.focus();
    this.#say(`${item} is in the cart: ${total}.`);
  }

  async #removeItem(removed) {
    const rest = this.#cart.filter((line) => line !== removed);
    if (rest.length === 0) return this.#empty();
    await this.#save(rest);
    this.#say(`${removed.item} is out of the cart.`);
    this.#add.item.focus();
  }

  async #save(cart) {
    await call("PUT", "cart", this.#token, { cart });
    this.#find(".receipt").hidden = true;
    await this.#load();
  }

  async #empty() {
    await call("DELETE", "cart", this.#token);
    await this.#load();
    this.#say("The cart is empty.");
    this.#add.item.focus();
  }

  async #checkOut() {
    if (this.#cart.length === 0) {
      this.#say("Put something into the cart first.", true);
      return;
    }
    this.#showReceipt(await call("POST", "checkout", this.#token));
    await this.#load();
    this.#say("Thank you. The receipt is below.");
  }

  /** What is shown is what the session holds, never what the page believes it holds. */
  async #load() {
    const { cart } = await call("GET", "cart", this.#token);
    this.#cart = Array.isArray(cart) ? cart : [];
    this.#show();
  }

  #show() {
    const login = logins.get(this.#place);
    this.#find("h2").textContent = login ? login.user : `Shopper on the ${this.#place}`;
    this.#login.hidden = Boolean(login);
    this.#find(".shop").hidden = !login;
    this.#find(".until").textContent = login?.until ? `The token of this login is valid until ${clock(login.until)}.` : "";
    if (!login) {
      this.#cart = [];
      this.#find(".receipt").hidden = true;
    }
    this.#find(".empty").hidden = this.#cart.length > 0;
    this.#find(".cart").replaceChildren(...this.#cart.map((line) => this.#row(line)));
  }

  #row(line) {
    const row = document.createElement("li");
    const remove = element("button", "Remove", "plain");
    remove.type = "button";
    remove.setAttribute("aria-label", `Remove ${line.item}`);
    this.#on(remove, "click", () => this.#removeItem(line));
    row.append(element("span", `${line.quantity} × ${line.item}`), remove);
    return row;
  }

  #showReceipt({ order, lines, totalCents }) {
    const rows = lines.map(({ item, quantity, unitPriceCents }) => {
      const row = document.createElement("tr");
      row.append(
        element("td", `${quantity} × ${item}`),
        element("td", money(unitPriceCents), "number"),
        element("td", money(quantity * unitPriceCents), "number"),
      );
      return row;
    });
    this.#find(".order").textContent = `Order ${order}`;
    this.#find("tbody").replaceChildren(...rows);
    this.#find(".total").textContent = money(totalCents);
    this.#find(".receipt").hidden = false;
  }

  #explain(error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401) this.#backToLogIn(error);
    this.#say(error.message, true);
  }

  /** A token that is refused stays refused: it expired, or the server made a new secret when it was restarted. */
  #backToLogIn({ error }) {
    logins.remove(this.#place);
    this.#show();
    if (error === "wrong_user_or_password") this.#login.password.setAttribute("aria-invalid", "true");
    this.#login.password.select();
  }

  #say(text, bad = false) {
    const message = this.#find(".message");
    message.textContent = text;
    message.classList.toggle("bad", bad);
  }
}

for (const settings of SHOPPERS) {
  const shopper = new Shopper(settings);
  document.getElementById("shoppers").append(shopper.root);
  shopper.resume();
}
