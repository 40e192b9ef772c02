import { type RefObject, useLayoutEffect } from 'react';

const PHONE_WIDTH = 480;
const EVERY_RANK = 3;

/** Hides secondary columns, rank by rank, until no amount is cut; a phone shows two-line rows. */
function hideToFit(scroller: HTMLElement): void {
  const least = scroller.clientWidth < PHONE_WIDTH ? EVERY_RANK : 0;
  for (let hidden = least; hidden <= EVERY_RANK; hidden += 1) {
    scroller.dataset['hidden'] = String(hidden);
    if (scroller.scrollWidth <= scroller.clientWidth) return;
  }
}

export function useFit(
  scroller: RefObject<HTMLElement | null>,
  ...content: readonly unknown[]
): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    hideToFit(element);
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      hideToFit(element);
    });
    observer.observe(element);
    // Figures take their final width once the font is there.
    const refit = () => hideToFit(element);
    document.fonts.addEventListener('loadingdone', refit);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', refit);
    };
  }, [scroller, ...content]);
}
