// The presentation, one slide at a time. Without this the page is the same slides one under the other; nothing is fetched or made
// here, so the next slide is there at once.
(() => {
  'use strict';

  const main = document.querySelector('[data-stage]');
  const sheets = main ? [...main.querySelectorAll('[data-slide]')] : [];
  if (sheets.length === 0) return;

  const root = document.documentElement;
  const said = document.querySelector('[data-said=""]');
  const tools = document.querySelector('[data-live]');
  const tool = (what) => document.querySelector(`[data-do="${what}"]`);
  let current = -1;

  // The windows of one presentation go on together: slides here, notes there.
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(`traguardi:${main.dataset.stage}`) : null;

  const tell = (text) => {
    if (said) said.textContent = text;
  };

  /** The place of the slide that the address names; -1 where it names none. */
  const named = () => sheets.findIndex((sheet) => `#${sheet.id}` === location.hash);

  const keep = (hash) => {
    try {
      history.replaceState(null, '', hash);
    } catch {
      // A file that was opened from a disk may not change its address; then it is only not kept.
    }
  };

  /** Shows one slide. `led` is whoever moves here: their focus goes along, and the other windows are told. */
  const show = (wanted, led) => {
    const next = Math.min(Math.max(wanted, 0), sheets.length - 1);
    if (next === current) return;
    current = next;
    const sheet = sheets[current];
    sheets.forEach((other, at) => {
      other.hidden = at !== current;
    });
    window.scrollTo(0, 0);
    keep(`#${sheet.id}`);
    tell(sheet.dataset.said);
    if (!led) return;
    sheet.querySelector('h2')?.focus({ preventScroll: true });
    channel?.postMessage({ slide: sheet.dataset.slide });
  };

  const isBlack = () => root.classList.contains('tg-black');
  const black = (on) => {
    root.classList.toggle('tg-black', on);
    tell(on && said ? said.dataset.black : sheets[current].dataset.said);
    tool('black')?.setAttribute('aria-pressed', String(on));
  };

  const full = () => {
    // Refused where the browser does not allow it; the slides go on as they are.
    const done = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.();
    done?.catch(() => {});
  };

  const notes = () => {
    const button = tool('notes');
    if (button) window.open(button.dataset.href, 'traguardi-note', 'popup,width=960,height=720');
  };

  const MOVES = {
    ArrowRight: () => current + 1,
    ArrowDown: () => current + 1,
    PageDown: () => current + 1,
    ArrowLeft: () => current - 1,
    ArrowUp: () => current - 1,
    PageUp: () => current - 1,
    Home: () => 0,
    End: () => sheets.length - 1,
  };
  const LETTERS = { f: full, b: () => black(true), '.': () => black(true), n: notes };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isBlack()) {
      event.preventDefault();
      black(false);
      return;
    }
    const on = event.target instanceof Element ? event.target : null;
    // What has the focus keeps its own keys.
    if (on?.closest('input:not([type="checkbox"]), textarea, select')) return;
    const space = event.key === ' ';
    if (space && on?.closest('button, input, summary')) return;
    // A slide that is taller than the window is read to its end before one goes on, whichever key a clicker sends for that.
    const down = event.key === 'ArrowDown' || event.key === 'PageDown' || (space && !event.shiftKey);
    const up = event.key === 'ArrowUp' || event.key === 'PageUp' || (space && event.shiftKey);
    const left = root.scrollHeight - root.clientHeight - root.scrollTop;
    if ((down && left > 1) || (up && root.scrollTop > 1)) return;
    const move = space ? () => current + (event.shiftKey ? -1 : 1) : MOVES[event.key];
    if (move) {
      event.preventDefault();
      show(move(), true);
      return;
    }
    const letters = tool('letters');
    const act = letters && !letters.checked ? undefined : LETTERS[event.key.toLowerCase()];
    if (act && tools) {
      event.preventDefault();
      act();
    }
  });

  // A finger that goes sideways turns the slide; one that goes down scrolls, and two of them enlarge.
  let from = null;
  main.addEventListener(
    'touchstart',
    (event) => {
      const only = event.touches.length === 1 && (window.visualViewport?.scale ?? 1) <= 1;
      from = only ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
    },
    { passive: true },
  );
  main.addEventListener(
    'touchend',
    (event) => {
      if (!from) return;
      const [x, y] = [event.changedTouches[0].clientX - from.x, event.changedTouches[0].clientY - from.y];
      from = null;
      if (isBlack()) black(false);
      else if (Math.abs(x) > 48 && Math.abs(x) > 2 * Math.abs(y)) show(current + (x < 0 ? 1 : -1), true);
    },
    { passive: true },
  );
  main.addEventListener('click', () => {
    if (isBlack()) black(false);
  });

  window.addEventListener('hashchange', () => {
    const at = named();
    if (at >= 0) show(at, true);
  });

  if (channel) {
    channel.onmessage = ({ data }) => {
      if (data?.ask) channel.postMessage({ slide: sheets[current].dataset.slide });
      else {
        const at = sheets.findIndex((sheet) => sheet.dataset.slide === data?.slide);
        if (at >= 0) show(at, false);
      }
    };
  }

  if (tools) {
    tools.hidden = false;
    tool('full')?.addEventListener('click', full);
    tool('black')?.addEventListener('click', () => black(true));
    tool('notes')?.addEventListener('click', notes);
    if (!document.fullscreenEnabled && tool('full')) tool('full').hidden = true;
  }
  root.classList.add('tg-stage-live');
  const start = named();
  show(Math.max(start, 0), false);
  // A second window begins where the first one is.
  if (start < 0) channel?.postMessage({ ask: true });
})();
