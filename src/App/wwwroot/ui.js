// What only the browser can do, imported by Ui/UiScript.cs.
export function openDialog(dialog) {
  if (!dialog.open) {
    dialog.showModal();
  }
}

// Closing before the element goes gives the focus back to where it was.
export function closeDialog(dialog) {
  if (dialog?.open) {
    dialog.close();
  }
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function isNarrow() {
  return matchMedia('(max-width: 768px)').matches;
}

export function settings() {
  return { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC', language: navigator.language };
}
