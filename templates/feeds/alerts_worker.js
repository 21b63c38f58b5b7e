// The service worker of /alerts/: it shows what was pushed and opens the page when it is clicked. It answers no
// request and keeps no page; all that it reads is what the reader chose, to ask anew when the browser changes the
// subscription by itself.
"use strict";

const PAPER = {% autoescape off %}{{ paper }}{% endautoescape %};
const CHOICE = "/alerts/choice";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("push", (event) => event.waitUntil(show(event.data)));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

// A browser that was told of something and shows nothing loses its subscription: whatever comes, something is shown.
async function show(data) {
  const said = read(data);
  const tag = text(said.tag) || "news";
  const at = Number.isFinite(said.at) ? said.at : Date.now();
  const shown = await self.registration.getNotifications({ tag });
  const isKnown = shown.some((notification) => notification.data && notification.data.at === at);
  await self.registration.showNotification(text(said.title) || PAPER.name, {
    body: text(said.body) || PAPER.news,
    tag,
    renotify: !isKnown, // told twice is shown once
    lang: text(said.lang) || PAPER.lang,
    icon: PAPER.icon,
    badge: PAPER.icon,
    timestamp: at,
    data: { at, path: path(said.url) },
  });
}

function read(data) {
  try {
    return Object(data.json());
  } catch {
    return {}; // nothing was sent along, or nothing that can be read
  }
}

function text(value) {
  return typeof value === "string" ? value : "";
}

// Always a page of the paper's, on the address that the reader knows it by.
function path(url) {
  try {
    const { protocol, pathname, search } = new URL(text(url), self.location.origin);
    return protocol.startsWith("http") && !pathname.startsWith("//") ? pathname + search : "/";
  } catch {
    return "/";
  }
}

async function open(data) {
  const url = new URL((data && data.path) || "/", self.location.origin).href;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((page) => page.url === url);
  return page ? page.focus() : self.clients.openWindow(url);
}

async function renew({ oldSubscription, newSubscription }) {
  const kept = await self.caches.match(CHOICE);
  const topics = kept ? (await kept.json()).topics : [];
  if (!topics.length) return;
  const manager = self.registration.pushManager;
  const subscription =
    newSubscription || (await manager.subscribe({ userVisibleOnly: true, applicationServerKey: PAPER.key }));
  await send(subscription, topics);
  if (oldSubscription && oldSubscription.endpoint !== subscription.endpoint) await send(oldSubscription, []);
}

function send(subscription, topics) {
  return fetch(PAPER.address, {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...subscription.toJSON(), topics }),
  });
}
