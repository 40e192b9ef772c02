/** `1 968`, thousands parted by no-break spaces as in sums. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, '\u00A0');
}
