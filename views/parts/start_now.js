// Presses Start in the video component, once it is there. The component has a setting to start by
// itself, but then starts several times at once, of which none gets through.
//
// A camera does not open behind the visitor's back: a hidden tab says in its title whose turn it is,
// and waits until it is looked at.

const POLL_MS = 100;

export default function ({ data }) {
  let title = null; // of the page, while ours stands there

  const restoreTitle = () => {
    if (title !== null) document.title = title;
    title = null;
  };
  const stop = () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", press);
    restoreTitle();
  };
  const press = () => {
    if (document.hidden) {
      title ??= document.title;
      document.title = data.turn;
      return;
    }
    restoreTitle();
    for (const frame of document.querySelectorAll('iframe[title*="webrtc"]')) {
      for (const button of frame.contentDocument?.querySelectorAll("button") ?? []) {
        if (button.textContent === data.start && !button.disabled) {
          stop();
          button.click();
          return;
        }
      }
    }
  };
  const timer = setInterval(press, POLL_MS);
  document.addEventListener("visibilitychange", press);
  press();
  return stop;
}
