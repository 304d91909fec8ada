"""Sending webhooks: signed, one after the other, every attempt recorded. Nothing is sent twice by itself."""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx

from tidegate.sandbox.github.faults import Faults
from tidegate.sandbox.github.records import Delivery, Hook, Repo
from tidegate.sandbox.github.urls import Urls

# GitHub: a receiver has ten seconds to answer ("Best practices for using webhooks").
TIMEOUT = 10.0
Watcher = Callable[[str, Mapping[str, Any], Mapping[str, str]], None]


class Outbox:
    """Deliveries wait here until `start`; a thread of its own sends them in order.

    Attributes:
        watchers: Told event, payload and headers of everything before it is sent.
    """

    def __init__(self, urls: Urls, faults: Faults) -> None:
        self.watchers: list[Watcher] = []
        self._urls = urls
        self._faults = faults
        self._waiting: queue.Queue[tuple[Repo, Hook, Delivery] | None] = queue.Queue()
        self._late: list[tuple[Repo, Hook, Delivery]] = []
        self._ids = count(5_000_001)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._work, name="webhooks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Send nothing more; waits for the delivery under way."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
            self._waiting.task_done()
            self._thread = None

    def unsent(self) -> int:
        """How many deliveries are queued or under way; late ones are not counted."""
        return self._waiting.unfinished_tasks

    def post(self, repo: Repo, event: str, payload: Mapping[str, Any]) -> None:
        """Queue an event for every hook of the repository that wants it."""
        for hook in repo.hooks:
            if hook.active and ("*" in hook.events or event in hook.events or event == "ping"):
                self.post_to(repo, hook, event, payload)

    def post_to(self, repo: Repo, hook: Hook, event: str, payload: Mapping[str, Any]) -> None:
        body = json.dumps(payload, ensure_ascii=False).encode()
        self._queue(repo, hook, self._delivery(hook, event, body, str(uuid.uuid4())))

    def redeliver(self, repo: Repo, hook: Hook, delivery: Delivery) -> None:
        """Queue a delivery again, with the same id as GitHub does."""
        again = self._delivery(hook, delivery.event, delivery.payload, delivery.guid)
        again.redelivery = True
        self._queue(repo, hook, again)

    def _delivery(self, hook: Hook, event: str, body: bytes, guid: str) -> Delivery:
        made = Delivery(id=next(self._ids), guid=guid, hook=hook.id, event=event, payload=body, at=datetime.now(UTC))
        hook.deliveries.append(made)
        return made

    def _queue(self, repo: Repo, hook: Hook, delivery: Delivery) -> None:
        if self._faults.happens("delivery_dropped"):
            delivery.status = "failed to connect to host"
            return
        if self._faults.happens("delivery_late"):
            self._late.append((repo, hook, delivery))
            return
        self._waiting.put((repo, hook, delivery))
        if self._faults.happens("delivery_duplicate"):
            self._waiting.put((repo, hook, delivery))
        for late in self._late:
            self._waiting.put(late)
        self._late.clear()

    def _work(self) -> None:
        with httpx.Client(timeout=TIMEOUT, trust_env=False) as client:
            while (job := self._waiting.get()) is not None:
                self._send(client, *job)
                self._waiting.task_done()

    def _send(self, client: httpx.Client, repo: Repo, hook: Hook, delivery: Delivery) -> None:
        headers = self._headers(repo, hook, delivery)
        for watcher in self.watchers:
            watcher(delivery.event, json.loads(delivery.payload), headers)
        began = time.monotonic()
        try:
            answer = client.post(hook.url, content=delivery.payload, headers=headers)
            delivery.status_code = answer.status_code
            delivery.status = "OK" if answer.is_success else f"Invalid HTTP Response: {answer.status_code}"
        except httpx.HTTPError as error:
            delivery.status = str(error) or type(error).__name__
        delivery.duration = round(time.monotonic() - began, 3)

    def _headers(self, repo: Repo, hook: Hook, delivery: Delivery) -> dict[str, str]:
        secret = "not the secret" if self._faults.happens("bad_signature") else hook.secret
        digest = hmac.new(secret.encode(), delivery.payload, hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json",
            "User-Agent": "GitHub-Hookshot/sandbox",
            "X-GitHub-Delivery": delivery.guid,
            "X-GitHub-Event": delivery.event,
            "X-GitHub-Hook-ID": str(hook.id),
            "X-GitHub-Hook-Installation-Target-ID": str(repo.id),
            "X-GitHub-Hook-Installation-Target-Type": "repository",
            "X-GitHub-Enterprise-Host": self._urls.base.partition("://")[2],
            "X-Hub-Signature-256": f"sha256={digest}",
        }
