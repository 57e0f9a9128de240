
/** Where this script came from: the site that is searched where an element names none. */
const HOME = new URL(
  ".",
  (document.currentScript ?? document.querySelector('script[src*="/embed.js"]'))?.src ?? location.href,
);

/** The box of another site's page; it tells the page what was chosen. */
class EmbeddedBox extends Combobox {
  choose(option) {
    const { text = null, kind = null } = option;
    const detail = { text, kind };
    const told = new CustomEvent("policy-search-choose", { bubbles: true, cancelable: true, detail });
    if (this.form.dispatchEvent(told)) super.choose(option);
    else this.close();
  }
}

// <policy-search> upgrades the plain form inside it. The form stays a form of the page: without
// this script it asks the site just so.
class PolicySearch extends HTMLElement {
  static observedAttributes = ["endpoint", "region", "scope"];

  connectedCallback() {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.upgrade(), { once: true });
    } else {
      this.upgrade();
    }
  }

  disconnectedCallback() {
    this.waiting?.disconnect();
  }

  attributeChangedCallback() {
    if (this.box) this.apply();
  }

  /** Begins to suggest; waits where the page has not put the form in yet. */
  upgrade() {
    if (this.box || !this.isConnected) return;
    const form = this.querySelector('form input[name="q"]')?.form;
    if (!form) {
      this.waiting ??= new MutationObserver(() => this.upgrade());
      this.waiting.observe(this, { childList: true, subtree: true });
      return;
    }
    this.waiting?.disconnect();
    this.box = new EmbeddedBox(form, HOME);
    this.apply();
    if (!this.hasAttribute("unstyled")) link(new URL("embed.css", HOME));
    this.dispatchEvent(new CustomEvent("policy-search-ready", { bubbles: true }));
  }

  /** Brings the form to what the attributes say. */
  apply() {
    const { form } = this.box;
    this.box.site = this.endpoint;
    form.method = "get";
    form.action = new URL("search", this.box.site);
    for (const name of ["region", "scope"]) carry(form, name, this.getAttribute(name));
  }

  /** The site that is searched. */
  get endpoint() {
    const named = this.getAttribute("endpoint");
    if (!named) return HOME;
    try {
      const address = new URL("/", new URL(named, location.href));
      if (/^https?:$/.test(address.protocol)) return address;
    } catch {
      // Told below.
    }
    console.warn(`<policy-search>: endpoint "${named}" is no address`);
    return HOME;
  }
}

/** Has a form send a value beside the words; what the page's own form sends stays. */
function carry(form, name, value) {
  const ours = form.querySelector(`input[data-policy-search][name="${name}"]`);
  if (!value) return ours?.remove();
  if (ours) return void (ours.value = value);
  if (form.elements.namedItem(name)) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  field.dataset.policySearch = "";
  form.append(field);
}

/** Loads a style sheet once for the page. */
function link(address) {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const sheet = document.createElement("link");
  Object.assign(sheet, { rel: "stylesheet", href: address });
  document.head.append(sheet);
}

if (!customElements.get("policy-search")) customElements.define("policy-search", PolicySearch);
