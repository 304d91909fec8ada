// A page that names an address to look at again shows what is new there by itself: comments, statuses, the merge box.
// Without this file everything works; only loading again is up to the reader.
"use strict";

const sent = new WeakMap(); // Element → its HTML as the forge sent it, before the reader opened anything.

function remember(part) {
  for (const child of part.children) sent.set(child, child.outerHTML);
}

// What the reader opened and chose in the old element holds in the new one.
function carry(old, fresh) {
  const folds = [...old.querySelectorAll("details")];
  for (const fold of fresh.querySelectorAll("details")) {
    const words = fold.querySelector("summary")?.textContent;
    const at = folds.findIndex((one) => one.querySelector("summary")?.textContent === words);
    if (at >= 0) fold.open = folds.splice(at, 1)[0].open;
  }
  for (const choice of old.querySelectorAll("select[id]")) {
    const same = fresh.querySelector(`#${CSS.escape(choice.id)}`);
    if (same) same.value = choice.value;
  }
}

// Where something begins above what the reader sees, a link leads to it.
function point(child) {
  requestAnimationFrame(() => {
    if (child.getBoundingClientRect().top >= 0) return;
    const link = document.getElementById("newest");
    link.href = `#${child.id}`;
    link.hidden = false;
  });
}

// Only what differs is touched, so that nothing jumps under the reader's eyes.
function renew(part, fresh) {
  const children = [...fresh.children];
  remember(fresh);
  children.forEach((child, index) => {
    const old = part.children[index];
    if (old && sent.get(old) === sent.get(child)) return;
    if (old) {
      carry(old, child);
      old.replaceWith(child);
    } else {
      child.classList.add("new");
      part.append(child);
    }
    if (part.id === "talk") point(child);
  });
  while (part.children.length > children.length) part.lastElementChild.remove();
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const same = fresh.getElementById(part.id);
    if (same) renew(part, same);
  }
}

function lookAgain(address, seconds) {
  let tag = null;
  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(address, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
        if (answer.status === 200) {
          tag = answer.headers.get("ETag");
          show(await answer.text());
        }
      } catch {
        // The forge is away; the next look finds it.
      }
    }
    setTimeout(look, seconds * 1000);
  };
  setTimeout(look, seconds * 1000);
}

if (document.body.dataset.lookAgain) {
  document.querySelectorAll("[data-live]").forEach(remember);
  document.getElementById("newest").onclick = (event) => {
    event.currentTarget.hidden = true;
  };
  lookAgain(document.body.dataset.lookAgain, 2);
}
