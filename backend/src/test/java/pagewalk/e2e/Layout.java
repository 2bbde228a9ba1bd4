package pagewalk.e2e;

import com.microsoft.playwright.Page;
import java.util.List;

/** Where things stand on a page: nothing sticks out sideways, and no landmark covers another one. */
final class Layout {
    private static final String PROBLEMS = """
            async () => {
              // What follows the window's size by script does so with the next frame.
              await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
              const found = [];
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth > width) {
                const wide = [...document.querySelectorAll('body *')].filter(e =>
                  e.getBoundingClientRect().right > width + 1 && getComputedStyle(e).position !== 'absolute');
                found.push('scrolls sideways: ' + document.documentElement.scrollWidth + ' > ' + width + ' by ' +
                  wide.slice(0, 3).map(e => e.tagName + '#' + e.id + '.' + e.className).join(', '));
              }
              const places = [...document.querySelectorAll('body > header, main section, main > h1, body > footer')]
                .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0);
              for (const a of places) {
                for (const b of places) {
                  if (a === b || a.contains(b) || b.contains(a)) {
                    continue;
                  }
                  const p = a.getBoundingClientRect(), q = b.getBoundingClientRect();
                  const x = Math.min(p.right, q.right) - Math.max(p.left, q.left);
                  const y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
                  if (x > 1 && y > 1 && places.indexOf(a) < places.indexOf(b)) {
                    const name = e => e.tagName + '#' + e.id;
                    found.push(name(a) + ' and ' + name(b) + ' overlap by ' + x + 'x' + y);
                  }
                }
              }
              for (const e of document.querySelectorAll('#task, #stage, #inspector, #timeline, #log, #console')) {
                if (e.checkVisibility() && e.scrollWidth > e.clientWidth + 1) {
                  found.push('sticks out sideways of #' + e.id + ': ' + e.scrollWidth + ' > ' + e.clientWidth);
                }
              }
              for (const e of document.querySelectorAll('button, main h1, main h2, label, th')) {
                const clipped = e.checkVisibility() && e.scrollWidth > e.clientWidth + 2 &&
                  getComputedStyle(e).overflowX !== 'visible' && !e.closest('.visually-hidden');
                if (clipped) {
                  found.push('cut off: ' + e.tagName + ' "' + e.textContent.trim().slice(0, 40) + '"');
                }
              }
              return found;
            }
            """;

    private Layout() {}

    /** What is wrong with the page as it stands, one sentence each. */
    static List<String> problems(Page page) {
        @SuppressWarnings("unchecked")
        List<String> found = (List<String>) page.evaluate(PROBLEMS);
        return found;
    }
}
