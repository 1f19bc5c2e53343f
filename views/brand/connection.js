// Says so where the page gets no connection to the app, as behind a proxy that passes no websocket on:
// Streamlit leaves the page blank for most of a minute.
(() => {
  const PATIENCE_MS = 6000; // once all files of the page have come
  const LOOK_MS = 500;
  const isConnected = () => document.querySelector('[data-test-connection-state="CONNECTED"]') !== null;

  const tell = () => {
    if (isConnected()) return;
    const told = document.createElement("p");
    told.role = "alert";
    told.textContent = document.querySelector('meta[name="no-connection"]').content;
    told.style.cssText =
      "position: fixed; inset: 0 0 auto; z-index: 1000; margin: 0; padding: 1rem; text-align: center; " +
      "font: 1rem/1.5 system-ui, sans-serif; color: CanvasText; background: Canvas; border-bottom: 1px solid";
    document.body.append(told);
    const watch = setInterval(() => {
      if (!isConnected()) return;
      clearInterval(watch);
      told.remove();
    }, LOOK_MS);
  };

  addEventListener("load", () => setTimeout(tell, PATIENCE_MS));
})();
