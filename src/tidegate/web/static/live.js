// What makes pages live: logs are followed by server-sent events, and pages look again for what has changed.
// Without this file everything can still be read; only loading again is up to the reader.
"use strict";

// Logs being followed, oldest first. A browser opens six connections to a server, all tabs together; were all of them
// logs, no page would load any more. So there are few at once, none in a tab that nobody sees, and the rest wait folded.
const AT_ONCE = 3;
const followed = new Map();

// A log. Each event's id is the place it ends at, so that a broken connection goes on where it was.
function follow(log) {
  const source = new EventSource(`${log.dataset.stream}?from=${encodeURIComponent(log.dataset.from)}`);
  followed.set(log, source);
  setOpen(log, true);
  const add = (event) => {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    log.append(JSON.parse(event.data));
    log.dataset.from = event.lastEventId;
    if (atEnd) log.scrollTop = log.scrollHeight;
  };
  source.onmessage = add;
  source.addEventListener("afresh", (event) => {
    log.textContent = "";
    add(event);
  });
  source.addEventListener("end", () => {
    over(log);
    if (log.dataset.then === "reload") location.reload();
  });
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) over(log);
  };
  log.scrollTop = log.scrollHeight;
}

function stop(log) {
  followed.get(log).close();
  followed.delete(log);
}

function over(log) {
  stop(log);
  log.dataset.over = "";
  followWaiting();
}

function setOpen(log, open) {
  const fold = log.closest("details");
  if (fold) fold.open = open;
}

// Follow what waits as far as there is room; what the reader folded waits for the reader.
function followWaiting() {
  if (document.hidden) return;
  for (const log of [...followed.keys()].filter((one) => !one.isConnected)) stop(log);
  const waiting = [...document.querySelectorAll("[data-stream]:not([data-over], [data-folded])")].filter(
    (log) => !followed.has(log),
  );
  const open = (log) => Number(log.closest("details:not([open])") === null);
  waiting.sort((one, other) => open(other) - open(one));
  for (const log of waiting.slice(0, Math.max(0, AT_ONCE - followed.size))) follow(log);
}

// A log is followed while it is unfolded; one too many folds the oldest.
function toggled(fold) {
  const log = fold.querySelector(":scope > [data-stream]:not([data-over])");
  if (!log || fold.open === followed.has(log)) return;
  if (fold.open) {
    delete log.dataset.folded;
    const [oldest] = followed.keys();
    if (followed.size >= AT_ONCE) {
      stop(oldest);
      setOpen(oldest, false);
    }
    follow(log);
  } else {
    stop(log);
    log.dataset.folded = "";
    followWaiting();
  }
}

function seen() {
  if (document.hidden) for (const log of [...followed.keys()]) stop(log);
  else followWaiting();
}

// Instants in the reader's own zone; the tooltip keeps UTC.
function localise(root) {
  const shape = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  for (const time of root.querySelectorAll("time:not([title])")) {
    time.title = time.textContent;
    time.textContent = shape.format(new Date(time.dateTime));
  }
}

// Show a newer version of the page: what the reader opened stays open, and logs stay as they are.
function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (!fresh) return;
  localise(fresh);
  for (const details of main.querySelectorAll("details[id]")) {
    const same = fresh.querySelector(`#${CSS.escape(details.id)}`);
    if (same) same.open = details.open;
  }
  for (const log of main.querySelectorAll("[data-stream]")) {
    const same = fresh.querySelector(`#${CSS.escape(log.id)}`);
    if (same) same.replaceWith(log);
  }
  const focused = document.activeElement && document.activeElement.id;
  main.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  followWaiting();
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
followWaiting();
document.addEventListener("visibilitychange", seen);
document.addEventListener("toggle", (event) => toggled(event.target), true); // It does not bubble.
if (document.body.dataset.lookAgain) lookAgain(Number(document.body.dataset.lookAgain));
