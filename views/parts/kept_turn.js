// Keeps the ticket of who waits in this tab, for the case that the server stops.

export default function ({ data: [ticket] }) {
  try {
    sessionStorage.setItem("facecue-turn", ticket);
  } catch {
    // Without room, or not allowed: then they would wait anew.
  }
}
