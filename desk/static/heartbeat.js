// Tells the server that a page of the desk is open, so that an agent who closes the browser does not
// stay available. A page with a feed need not: the server knows who has one open. Not every page has
// a feed, because a browser opens few connections to one server, and an agent many tabs.

const EVERY_MS = 30000;
const address = document.body.dataset.heartbeat;

if (address && !document.querySelector("[data-feed]")) {
  setInterval(() => fetch(address, { redirect: "manual" }).catch(() => {}), EVERY_MS);
}
