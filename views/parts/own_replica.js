// The tab's own replica. The cookie by which the proxy routes is the browser's, so each tab writes it
// before it asks for anything. And where another process serves the page than before, the tab tells
// what it knows from then.

const TURN = "facecue-turn"; // kept_turn.js and moving.js write it: the ticket of who waits

const takeTurn = () => {
  try {
    const ticket = sessionStorage.getItem(TURN);
    sessionStorage.removeItem(TURN);
    return ticket;
  } catch {
    return null; // nothing can be kept here
  }
};

const begin = () => {
  const tab = { replica: null, process: null, visit: null, language: null };
  tab.claim = () => window.facecueLeaves || writeCookie(tab.replica); // moving.js says so
  const claimBefore = (owner, name) => {
    const call = owner[name];
    owner[name] = function (...given) {
      tab.claim();
      return call.apply(this, given);
    };
  };
  claimBefore(XMLHttpRequest.prototype, "send");
  claimBefore(window, "fetch");
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      tab.claim();
      super(...given);
    }
  };
  // What the browser asks for by itself, as for a picture, comes after one of these.
  window.addEventListener("focus", tab.claim);
  window.addEventListener("pageshow", tab.claim);
  document.addEventListener("pointerdown", tab.claim, true);
  document.addEventListener("visibilitychange", () => document.hidden || tab.claim());
  return tab;
};

export default function ({ data: [told], setTriggerValue }) {
  const tab = (window.facecueTab ??= begin());
  tab.replica = told.replica;
  tab.claim();
  if (tab.visit !== told.visit) {
    const ticket = takeTurn();
    const stopped = tab.process !== null && tab.process !== told.process;
    // What happened is told at the top of the page, and its reader may be far below.
    if (stopped) document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
    if (ticket !== null || stopped) {
      setTriggerValue("brought", { ticket, stopped, language: tab.language });
    }
  } else if (!told.waits) {
    takeTurn();
  }
  Object.assign(tab, { process: told.process, visit: told.visit, language: told.language });
}
