// Runs on every page, before and without a circuit.

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
