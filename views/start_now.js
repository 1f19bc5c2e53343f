// Presses Start in the video component, once it is there. The component has a setting to start by
// itself, but then starts several times at once, of which none gets through.

const POLL_MS = 100;

export default function ({ data }) {
  const timer = setInterval(() => {
    for (const frame of document.querySelectorAll('iframe[title*="webrtc"]')) {
      for (const button of frame.contentDocument?.querySelectorAll("button") ?? []) {
        if (button.textContent === data.start && !button.disabled) {
          clearInterval(timer);
          button.click();
          return;
        }
      }
    }
  }, POLL_MS);
  return () => clearInterval(timer);
}
