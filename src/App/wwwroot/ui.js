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

// Dragging over free hours blocks them, dragging a block moves it, dragging its lower edge makes it longer or shorter. On touch a long press begins it.
// Everything can be done in the form as well, which is how the keyboard does it.
const STEP = 15;
const EDGE = 8;
const SLACK = 5;
const PRESS = 450;

export function followDrag(root, page) {
  const ended = new AbortController();
  const on = (target, name, handle, options) => target.addEventListener(name, handle, { ...options, signal: ended.signal });
  let drag = null;
  let pressed = null;
  let press = 0;

  const columns = () => [...root.querySelectorAll('.rz-slots')];
  const hours = column => {
    const slots = column.querySelectorAll('.rz-slot');
    const [first, last] = [slots[0].getBoundingClientRect(), slots[slots.length - 1].getBoundingClientRect()];
    return { top: first.top, left: first.left, width: first.width, height: last.bottom - first.top, from: Number(root.dataset.from), to: Number(root.dataset.to) };
  };
  const minuteAt = (box, y) => Math.min(box.to, Math.max(box.from, box.from + (y - box.top) / box.height * (box.to - box.from)));
  const snap = minute => Math.round(minute / STEP) * STEP;
  const clock = minute => {
    const [hour, rest] = [Math.floor(minute / 60) % 24, String(minute % 60).padStart(2, '0')];
    return root.dataset.clock === '12' ? `${hour % 12 || 12}:${rest} ${hour < 12 ? 'AM' : 'PM'}` : `${String(hour).padStart(2, '0')}:${rest}`;
  };

  const begin = event => {
    const column = event.target.closest('.rz-slots');
    const block = event.target.closest('[data-block]');
    if (!column || (!block && event.target.closest('.rz-event'))) {
      return null;
    }
    const box = hours(column);
    const minute = minuteAt(box, event.clientY);
    const day = columns().indexOf(column);
    if (!block) {
      const from = Math.min(Math.floor(minute / STEP) * STEP, box.to - STEP);
      return { kind: 'new', day, anchor: from, from, to: from + 2 * STEP };
    }
    const [from, length] = [Number(block.dataset.from), Number(block.dataset.minutes)];
    const isEdge = block.getBoundingClientRect().bottom - event.clientY <= EDGE;
    return { kind: isEdge ? 'end' : 'move', key: block.dataset.block, day, from, to: from + length, length, held: minute - from };
  };

  const follow = event => {
    const all = columns();
    if (drag.kind === 'move') {
      const over = all.findIndex(c => event.clientX < c.getBoundingClientRect().right);
      drag.day = over < 0 ? all.length - 1 : over;
    }
    const box = hours(all[drag.day]);
    const minute = minuteAt(box, event.clientY);
    if (drag.kind === 'new') {
      const end = snap(minute);
      [drag.from, drag.to] = end > drag.anchor ? [drag.anchor, end] : [Math.min(end, drag.anchor), drag.anchor + STEP];
    } else if (drag.kind === 'end') {
      drag.to = Math.max(drag.from + STEP, snap(minute));
    } else {
      drag.from = Math.min(Math.max(box.from, snap(minute - drag.held)), Math.max(box.from, box.to - drag.length));
      drag.to = drag.from + drag.length;
    }
    draw(box);
  };

  const draw = box => {
    if (!drag.ghost) {
      drag.ghost = document.createElement('div');
      drag.ghost.className = 'drag-ghost';
      drag.ghost.setAttribute('aria-hidden', 'true');
      document.body.append(drag.ghost);
    }
    const scale = box.height / (box.to - box.from);
    Object.assign(drag.ghost.style, { left: `${box.left}px`, width: `${box.width}px`, top: `${box.top + (drag.from - box.from) * scale}px`, height: `${(drag.to - drag.from) * scale}px` });
    drag.ghost.textContent = `${clock(drag.from)} – ${clock(drag.to)}`;
  };

  const drop = () => {
    clearTimeout(press);
    drag?.ghost?.remove();
    drag = pressed = null;
  };

  on(root, 'pointerdown', event => {
    drop();
    if (!event.isPrimary || event.button !== 0) {
      return;
    }
    const begun = begin(event);
    if (!begun) {
      return;
    }
    Object.assign(begun, { x: event.clientX, y: event.clientY, id: event.pointerId });
    if (event.pointerType === 'touch') {
      press = setTimeout(() => {
        drag = { ...begun, moved: true };
        draw(hours(columns()[drag.day]));
      }, PRESS);
      pressed = begun;
    } else {
      drag = begun;
    }
  });

  on(document, 'pointermove', event => {
    if (!drag) {
      if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > SLACK) {
        drop(); // It scrolls.
      }
      return;
    }
    if (event.pointerId !== drag.id) {
      return;
    }
    drag.moved ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > SLACK;
    if (drag.moved) {
      follow(event);
    }
  });

  on(document, 'pointerup', event => {
    const done = drag;
    drop();
    if (!done?.moved || event.pointerId !== done.id) {
      return;
    }
    // The click that ends a drag opens nothing.
    const swallow = click => click.stopPropagation();
    root.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => root.removeEventListener('click', swallow, { capture: true }), 50);
    if (done.kind === 'new') {
      page.invokeMethodAsync('BlockAsync', done.day, done.from, done.to);
    } else {
      page.invokeMethodAsync('MoveAsync', done.key, done.day, done.from, done.to);
    }
  });

  on(document, 'pointercancel', drop);
  on(document, 'keydown', event => event.key === 'Escape' && drop());
  on(root, 'touchmove', event => drag?.moved && event.preventDefault(), { passive: false });
  on(root, 'contextmenu', event => pressed && event.preventDefault());
  return {
    stop() {
      drop();
      ended.abort();
    },
  };
}
