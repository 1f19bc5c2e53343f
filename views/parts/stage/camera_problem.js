// Why there is no camera: the name of the browser's error, or another of those below, or null.
//
// The video component writes the browser's own error ("NotAllowedError: ...") into its frame.

const IN_APP_BROWSERS = /FBAN|FBAV|Instagram|Line\/|MicroMessenger|TikTok|Snapchat|LinkedInApp/;

function cameraProblem(view) {
  if (!window.isSecureContext || !navigator.mediaDevices) return "insecure";
  const alert = view?.document.querySelector('[class*="Alert"][class*="rror"]');
  if (alert) return alert.textContent.split(":")[0].trim();
  if (view?.cameraIsGone) return "gone";
  if (view?.camera?.readyState === "live" && view.camera.muted) return "muted";
  return IN_APP_BROWSERS.test(navigator.userAgent) ? "in-app" : null;
}
