// Keeps in this tab which room it is in or hosts, and tells a page that was loaded anew.

const PLACE = "facecue-room";
// A run of the page that comes at once would overtake what the first one tells of its controls.
const PATIENCE_MS = 1000;

let timer = null;

const read = () => {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? "{}");
  } catch {
    return {}; // nothing can be kept here
  }
};

const write = (kept) => {
  try {
    if (Object.keys(kept).length) sessionStorage.setItem(PLACE, JSON.stringify(kept));
    else sessionStorage.removeItem(PLACE);
  } catch {
    // Not allowed: then a reload loses the room.
  }
};

export default function ({ data: [{ asks, kept }], setTriggerValue }) {
  clearTimeout(timer);
  if (!asks) return write(kept);
  const before = read();
  if (!Object.keys(before).length) return;
  timer = setTimeout(() => setTriggerValue("brought", before), PATIENCE_MS);
}
