/** Writes over a stretch of the field as the keyboard would, so that undoing undoes it too. */
export function typeOver(
  field: HTMLTextAreaElement,
  { start, end }: { start: number; end: number },
  words: string,
): void {
  field.focus();
  field.setSelectionRange(start, end);
  if (words === '' && start === end) return;
  // Where the browser no longer has the command, the words come without undoing.
  const isTyped = words
    ? document.execCommand?.('insertText', false, words)
    : document.execCommand?.('delete');
  if (isTyped) return;
  field.setRangeText(words, start, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
