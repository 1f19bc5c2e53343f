// By this cookie the proxy routes.

const writeCookie = (replica) => {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `facecue_replica=${replica}; Path=/; SameSite=Lax${secure}`;
};
