// Takes a visitor to another replica: the proxy routes by the cookie. What they have to be known by
// there goes along in the address, which is cleared as soon as they have come.

const TURN = "facecue-turn"; // as own_replica.js reads it

export default function ({ data: [{ names, go }] }) {
  const address = new URL(location.href);
  if (go === null) {
    names.forEach((name) => address.searchParams.delete(name));
    if (address.href !== location.href) history.replaceState(history.state, "", address);
    return;
  }
  try {
    // Whether Start was pressed is told by the tab alone: no link may open a camera.
    if (go.waits) sessionStorage.setItem(TURN, go.carried.ticket);
    else sessionStorage.removeItem(TURN);
  } catch {
    // Then Start has to be pressed there.
  }
  Object.entries(go.carried).forEach(([name, value]) => address.searchParams.set(name, value));
  window.facecueLeaves = true; // from here on own_replica.js leaves the cookie alone
  writeCookie(go.carried.to);
  location.replace(address);
}
