// Runs before the first paint so that a dark screen never flashes white.
// A file of its own: the content policy forbids inline scripts.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('quittance.color-scheme');
  } catch {
    // Storage can be closed by the browser: the system's choice is used.
  }
  const dark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
