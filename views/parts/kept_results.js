// Keeps the visit's recordings in this tab, and gives them to a page that was loaded anew.

const PLACE = "facecue-recordings";
let sent = 0; // of those that were kept before this page was opened
let before = null;

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

export default function ({ data: [{ taken, count, newest, most }], setTriggerValue }) {
  before ??= read();
  if (newest !== null) {
    const kept = read();
    if (kept.at(-1) !== newest) write([...kept.slice(0, count - 1), newest].slice(-most));
    return;
  }
  if (count !== taken || taken !== sent || sent >= Math.min(before.length, most)) return;
  setTriggerValue("kept", before[sent]);
  sent += 1;
}
