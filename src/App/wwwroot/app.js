// Runs on every page, before and without a circuit.

// Light and dark: the kit's sheets are exchanged, everything of ours follows by CSS, and the server reads the cookie next time.
document.addEventListener('click', event => {
  if (!event.target.closest?.('[data-switch-theme]')) {
    return;
  }
  const sheets = [...document.querySelectorAll('link[rel=stylesheet][href*="/css/standard"]')];
  const theme = sheets.some(sheet => sheet.href.includes('-dark')) ? 'standard' : 'standard-dark';
  for (const sheet of sheets) {
    const next = sheet.cloneNode();
    next.href = sheet.href.replace(/standard(-dark)?-(base|wcag)/, `${theme}-$2`);
    next.onload = () => sheet.remove();
    sheet.after(next);
    sheet.removeAttribute('id');
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
