// Runs on every page, before and without a circuit.

// Light and dark: until she chooses, a page follows her system. Everything of ours follows by CSS, and the server reads the cookie next time.
document.addEventListener('click', event => {
  if (!event.target.closest?.('[data-switch-theme]')) {
    return;
  }
  const root = document.documentElement;
  const now = root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'standard-dark' : 'standard');
  const theme = now === 'standard' ? 'standard-dark' : 'standard';
  root.dataset.theme = theme;
  for (const sheet of document.querySelectorAll('link[data-theme]')) {
    sheet.media = sheet.dataset.theme === theme ? 'all' : 'not all';
  }
  document.cookie = `app-theme=${theme}; path=${new URL(document.baseURI).pathname}; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
});

// The menu on phones is a popover: following a link closes it.
document.addEventListener('click', event => {
  const popover = event.target.closest?.('a')?.closest('[popover]');
  if (popover?.matches(':popover-open')) {
    popover.hidePopover();
  }
});

// Coming back after the connection dropped. The Blazor script sets a class on this element.
const notice = document.getElementById('components-reconnect-modal');
if (notice) {
  const has = state => notice.classList.contains(`components-reconnect-${state}`);
  const retry = async () => {
    try {
      if (!await Blazor.reconnect()) {
        location.reload();
      }
    } catch {
      // Still away: the notice stays, with its button.
    }
  };
  new MutationObserver(() => {
    notice.hidden = has('hide');
    if (has('rejected')) {
      // The server answered but no longer has this page: its address holds its state.
      location.reload();
    }
  }).observe(notice, { attributes: true, attributeFilter: ['class'] });
  notice.querySelector('button').addEventListener('click', retry);
  addEventListener('online', () => has('failed') && retry());
  document.addEventListener('visibilitychange', () => !document.hidden && has('failed') && retry());
}
