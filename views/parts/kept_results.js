// Keeps the visit's recordings in this tab, and gives them to a page that was loaded anew.

const PLACE = "facecue-recordings";
// A run of the page that comes at once would overtake what the first one tells of its controls.
const PATIENCE_MS = 1000;

let timer = null;
let last = null; // visit
let sent = 0; // of those that were kept before this visit
let before = [];

const read = () => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // none can be kept here
  }
};

const write = (kept) => {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // Without room, or not allowed: then a reload begins anew, as it always did.
  }
};

export default function ({ data: [{ visit, taken, count, newest, most }], setTriggerValue }) {
  clearTimeout(timer);
  if (visit !== last) {
    // The page was loaded, or the server has lost the visit before.
    [last, sent, before] = [visit, 0, read()];
  }
  if (newest !== null) {
    const kept = read();
    if (kept.at(-1) !== newest) write([...kept.slice(0, count - 1), newest].slice(-most));
    return;
  }
  if (count !== taken || taken !== sent || sent >= Math.min(before.length, most)) return;
  const send = () => {
    setTriggerValue("kept", before[sent]);
    sent += 1;
  };
  timer = setTimeout(send, sent ? 0 : PATIENCE_MS);
}
