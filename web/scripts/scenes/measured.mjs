/** What can be measured of a page as it is, beside being looked at. */
import AxeBuilder from '@axe-core/playwright';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Height and width of what a thumb is to hit, CSS pixels. */
const thumb = 44;

/** Runs in the page: controls that are smaller than a thumb, and texts that are cut off without saying so. */
function look(least) {
  const named = (one) =>
    `${one.tagName.toLowerCase()} "${(one.innerText || one.ariaLabel || one.id || '').trim().slice(0, 40)}"`;
  const isSeen = (one) => one.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  const faults = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) faults.push(`overflows by ${wide} px`);
  for (const one of document.querySelectorAll('a[href], button, select, summary, textarea, input')) {
    const { width, height } = (one.closest('label') ?? one).getBoundingClientRect();
    // A link within a sentence is as high as its line.
    const isInText = one.matches('a') && getComputedStyle(one).display === 'inline';
    if (!isSeen(one) || isInText || one.closest('.skip, .maplibregl-ctrl') || width <= 1) continue;
    if (height < least - 0.5 || width < least - 0.5) {
      faults.push(`small ${named(one)} ${Math.round(width)}x${Math.round(height)}`);
    }
  }
  for (const one of document.querySelectorAll('main *, header *, nav *')) {
    const style = getComputedStyle(one);
    const isCut = style.overflowX !== 'visible' && style.overflowX !== 'auto' && one.scrollWidth > one.clientWidth + 1;
    if (isCut && isSeen(one) && one.clientWidth > 1) faults.push(`cut ${named(one)}`);
  }
  return faults;
}

/** Faults of a page as it is now: of measure, and those of the checker where it is asked. */
export async function measured(page, { onPhone, checks }) {
  const faults = await page.evaluate(look, onPhone ? thumb : 24);
  if (!checks) return faults;
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze();
  return faults.concat(
    violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  );
}
