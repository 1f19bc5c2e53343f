// Explains, in the visitor's words, why the browser does not open the camera.
// The video component writes the browser's own error ("NotAllowedError: ...") into its frame;
// this looks it up in data. Everything stays in the browser.

const POLL_MS = 400;
const IN_APP_BROWSERS = /FBAN|FBAV|Instagram|Line\/|MicroMessenger|TikTok|Snapchat|LinkedInApp/;

function videoFrameError() {
  for (const frame of document.querySelectorAll('iframe[title*="webrtc"]')) {
    const alert = frame.contentDocument?.querySelector('[class*="Alert"][class*="rror"]');
    if (alert) return alert.textContent.split(":")[0].trim();
  }
  return null;
}

function problem() {
  if (!window.isSecureContext || !navigator.mediaDevices) return "insecure";
  const error = videoFrameError();
  if (error) return error;
  return IN_APP_BROWSERS.test(navigator.userAgent) ? "in-app" : null;
}

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector("p");
  const show = () => {
    place.textContent = data[problem()] ?? "";
    place.hidden = !place.textContent;
  };
  show();
  const timer = setInterval(show, POLL_MS);
  return () => clearInterval(timer);
}
