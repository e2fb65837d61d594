// Runs in the measured page before the page's own code. Times are milliseconds since 1970, of the page's clock, so
// that they can be compared between two documents.
{
  const ROWS = '[role="grid"] [role="row"][aria-selected]:not([aria-busy]), tbody tr';
  const OLD_ROWS = '[role="grid"][aria-busy="true"]';
  const LOOKED_AT = 10;
  const KEY = 'probe-key-at';
  const longTasks = [];
  const scrolling = { pixels: 0, top: 0 };

  const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

  /** A part of a number that is shown with dots in place of most digits. */
  const showsMasked = (text, digits) => {
    const numbers = text.match(/\+?[\d\u2022]*\u2022[\d\u2022]*/g) ?? [];
    const fits = (number, at) =>
      [...digits].every((digit, n) => ['\u2022', digit].includes(number[at + n]));
    return numbers.some((number) => [...number].some((_, at) => fits(number, at)));
  };

  const shows = (row, word) => {
    const text = folded(row.textContent);
    if (text.includes(folded(word))) return true;
    if (!/^\d+$/.test(word)) return false;
    return text.replace(/\D/g, '').includes(word) || showsMasked(text, word);
  };

  const isAnswered = (search) =>
    performance.getEntriesByType('resource').some(({ name, responseEnd }) => {
      const asked = new URL(name).searchParams;
      return responseEnd > 0 && asked.get('search') === search && asked.get('total') === null;
    });

  /** `words`: what each of the first rows must show; null: no row at all. `search`: its answer must be there. */
  const isShown = ({ words, search }) => {
    if (document.querySelector(OLD_ROWS) !== null) return false;
    if (search !== null && !isAnswered(search)) return false;
    const rows = [...document.querySelectorAll(ROWS)].slice(0, LOOKED_AT);
    if (words === null) return rows.length === 0 && document.body !== null;
    return rows.length > 0 && rows.every((row) => words.every((word) => shows(row, word)));
  };

  /** Resolves after the frame that shows it was painted. */
  const painted = (isReady) =>
    new Promise((resolve) => {
      const look = () => {
        if (!isReady()) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });

  const noteKey = ({ timeStamp }) =>
    sessionStorage.setItem(KEY, String(performance.timeOrigin + timeStamp));
  addEventListener('keydown', noteKey, { capture: true });

  const firstRows = painted(() => document.querySelector(ROWS) !== null).then(
    (at) => at - performance.timeOrigin,
  );

  globalThis.probe = {
    /** From the beginning of the navigation to the first painted rows. */
    firstRows: () => firstRows,
    /** What the page has loaded so far. */
    loadedPaths: () =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    painted: (wanted) => painted(() => isShown(wanted)),
    /** The row with that `aria-rowindex`. */
    paintedRow: (number) =>
      painted(
        () => document.querySelector(`[aria-rowindex="${number}"]:not([aria-busy])`) !== null,
      ),
    /** When the last key was pressed, also in the document before this one. */
    keyAt: () => Number(sessionStorage.getItem(KEY)),
    takeLongTasks: () => longTasks.splice(0),
    forgetRequests: () => performance.clearResourceTimings(),
    /** The visible part of a box, in pixels of the view. The page itself: `html`. */
    placeOf: (box) => {
      if (box === 'html') return { x: 0, y: 0, width: innerWidth, height: innerHeight };
      const { x, y, width, height } = document.querySelector(box).getBoundingClientRect();
      return { x, y, width, height };
    },
    toTop: (box) => document.querySelector(box).scrollTo(0, 0),
    followScrolling: (box) => {
      const element = document.querySelector(box);
      Object.assign(scrolling, { pixels: 0, top: element.scrollTop });
      (box === 'html' ? document : element).onscroll = () => {
        scrolling.pixels += Math.abs(element.scrollTop - scrolling.top);
        scrolling.top = element.scrollTop;
      };
    },
    scrolledPixels: () => scrolling.pixels,
  };
}
