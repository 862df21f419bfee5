/**
 * Asks the browser for a passkey: a new one, or one to sign in by.
 *
 *     <div data-module="passkey" data-options="/address" data-act="get">
 *       <p data-aside hidden>…</p>          said where a page is not encrypted, or browsers are old
 *       <button type="submit" formaction="/address" hidden>…</button>
 *       <p data-problem hidden>…</p>        said when it did not work
 *     </div>
 *
 * inside a form. What the browser answers goes up with that form, to the button's address.
 */

const LIBRARY = "../vendor/simplewebauthn.js";

async function library() {
  await import(LIBRARY);
  return globalThis.SimpleWebAuthnBrowser;
}

async function options(address, form) {
  const response = await fetch(address, {
    method: "POST",
    credentials: "same-origin",
    headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value },
  });
  if (!response.ok) throw new Error(`The options are not to be had: ${response.status}`);
  return response.json();
}

async function credential(element, form) {
  const { startAuthentication, startRegistration } = await library();
  const optionsJSON = await options(element.dataset.options, form);
  const start = element.dataset.act === "create" ? startRegistration : startAuthentication;
  return JSON.stringify(await start({ optionsJSON }));
}

function send(form, button, answer) {
  let field = form.elements.credential;
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = "credential";
    form.append(field);
  }
  field.value = answer;
  if (button.hasAttribute("formaction")) form.action = button.formAction;
  form.submit();
}

export function mount(element) {
  const form = element.closest("form");
  const button = element.querySelector("button");
  const problem = element.querySelector("[data-problem]");
  const works = globalThis.isSecureContext && globalThis.PublicKeyCredential;
  if (!works) {
    const aside = element.querySelector("[data-aside]");
    if (aside) aside.hidden = false;
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    problem.hidden = true;
    try {
      send(form, button, await credential(element, form));
    } catch (error) {
      problem.hidden = false;
      console.info("Passkey:", error.name);
    } finally {
      button.setAttribute("aria-disabled", "false");
    }
  });
}
