// Keeps the page of the door without network. It holds no name: the list stands in the page's own storage.
"use strict";
const SCOPE = new URL(self.registration.scope).pathname;
const CACHE = "accueil " + SCOPE;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function pageFirstFromNetwork(request) {
  try {
    const answer = await fetch(request);
    // A captive portal, or a server in trouble, must not hide the page that is kept.
    if (answer.status < 500 && !(answer.redirected && new URL(answer.url).pathname !== SCOPE)) return answer;
  } catch {
    // Without network.
  }
  const kept = await caches.open(CACHE).then((cache) => cache.match(SCOPE));
  return kept || fetch(request);
}

async function keptFirst(request) {
  const kept = await caches.open(CACHE).then((cache) => cache.match(request));
  return kept || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (address.pathname === SCOPE) event.respondWith(pageFirstFromNetwork(request));
  } else if (!address.pathname.startsWith(SCOPE)) {
    event.respondWith(keptFirst(request));
  }
});
