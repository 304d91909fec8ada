// What makes pages live: logs are followed by server-sent events, and pages look again for what has changed.
// Without this file everything can still be read; only loading again is up to the reader.
"use strict";

// A log. Each event's id is the place it ends at, so that a broken connection goes on where it was.
function follow(log) {
  const source = new EventSource(`${log.dataset.stream}?from=${encodeURIComponent(log.dataset.from)}`);
  const add = (text) => {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    log.append(text);
    if (atEnd) log.scrollTop = log.scrollHeight;
  };
  source.onmessage = (event) => add(JSON.parse(event.data));
  source.addEventListener("afresh", (event) => {
    log.textContent = "";
    add(JSON.parse(event.data));
  });
  source.addEventListener("end", () => {
    source.close();
    if (log.dataset.then === "reload") location.reload();
  });
  log.scrollTop = log.scrollHeight;
}

function followAll() {
  for (const log of document.querySelectorAll("[data-stream]:not([data-followed])")) {
    log.dataset.followed = "";
    follow(log);
  }
}

// Instants in the reader's own zone; the tooltip keeps UTC.
function localise(root) {
  const shape = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  for (const time of root.querySelectorAll("time:not([title])")) {
    time.title = time.textContent;
    time.textContent = shape.format(new Date(time.dateTime));
  }
}

// Show a newer version of the page: what the reader opened stays open, and logs being followed stay as they are.
function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (!fresh) return;
  localise(fresh);
  for (const details of main.querySelectorAll("details[id]")) {
    const same = fresh.querySelector(`#${CSS.escape(details.id)}`);
    if (same) same.open = details.open;
  }
  for (const log of main.querySelectorAll("[data-followed]")) {
    const same = fresh.querySelector(`#${CSS.escape(log.id)}`);
    if (same) same.replaceWith(log);
  }
  const focused = document.activeElement && document.activeElement.id;
  main.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  followAll();
}

function lookAgain(seconds) {
  let tag = null;
  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
        if (answer.status === 200) {
          tag = answer.headers.get("ETag");
          show(await answer.text());
        }
      } catch {
        // The server is away; the next look finds it.
      }
    }
    setTimeout(look, seconds * 1000);
  };
  setTimeout(look, seconds * 1000);
}

localise(document);
followAll();
if (document.body.dataset.lookAgain) lookAgain(Number(document.body.dataset.lookAgain));
