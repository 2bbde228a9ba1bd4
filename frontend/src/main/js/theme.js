// Light or dark: the stored choice is set before the first paint, and every [data-theme-toggle] button changes it.
// A classic script, loaded in the head without defer.
(() => {
  const key = "pagewalk.theme";
  const root = document.documentElement;
  const stored = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const system = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const chosen = stored();
  if (chosen === "light" || chosen === "dark") {
    root.dataset.theme = chosen;
  }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-theme-toggle]") : null;
    if (!button) {
      return;
    }
    const next = (root.dataset.theme ?? system()) === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    try {
      localStorage.setItem(key, next);
    } catch {
      // A browser that forbids storage keeps the choice for this page only.
    }
    document.dispatchEvent(new CustomEvent("pagewalk-theme"));
  });
})();
