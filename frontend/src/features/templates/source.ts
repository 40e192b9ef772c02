/** A stretch of a text and what it is: `variable` in braces, `block` in brackets, `logic` an if. */
export type Token = { kind: 'variable' | 'block' | 'logic'; start: number; end: number };
/** A stretch to underline. */
export type Fault = { severity: 'error' | 'warning'; start: number; end: number };
/** A run of text that is all of one kind. */
export type Segment = {
  start: number;
  text: string;
  kind: Token['kind'] | undefined;
  severity: Fault['severity'] | undefined;
};

const FORMS: readonly [Token['kind'], RegExp][] = [
  ['variable', /\{\{[^{}\n]*\}\}/g],
  ['logic', /\{%[^%\n]*%\}/g],
  ['block', /^[ \t]*\[\[[^\n]*?\]\][ \t]*$/gm],
];

/** What the text holds beside words, in order. */
export function tokensOf(text: string): Token[] {
  return FORMS.flatMap(([kind, form]) =>
    [...text.matchAll(form)].map(({ index, 0: found }) => ({
      kind,
      start: index,
      end: index + found.length,
    })),
  ).sort((one, other) => one.start - other.start);
}

/** The text in runs, cut at every border of a token, of a fault, and at `cut`. */
export function segmentsOf(text: string, faults: readonly Fault[], cut = -1): Segment[] {
  const tokens = tokensOf(text);
  const borders = [...tokens, ...faults].flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set([0, ...borders, cut, text.length])]
    .filter((at) => at >= 0 && at <= text.length)
    .sort((one, other) => one - other);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const covers = (one: { start: number; end: number }) => one.start <= start && one.end >= end;
    const found = faults.filter(covers).map(({ severity }) => severity);
    return {
      start,
      text: text.slice(start, end),
      kind: tokens.find(covers)?.kind,
      severity: found.includes('error') ? 'error' : found[0],
    };
  });
}

/** The server counts characters, the browser halves of some: where `count` characters end. */
export function unitsOf(text: string, count: number): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].slice(0, count).join('').length : count;
}

/** The token the caret is in, or just after. */
export function tokenAt(text: string, caret: number): Token | undefined {
  return tokensOf(text).find(({ start, end }) => start < caret && caret <= end);
}

const LONGEST_NAME = 60;

/** The variable being typed at the caret: where its braces open, and what follows them. */
export function typedVariable(
  text: string,
  caret: number,
): { start: number; typed: string } | null {
  const start = text.lastIndexOf('{{', caret - 1);
  if (start < 0 || caret < start + 2) return null;
  const typed = text.slice(start + 2, caret);
  if (typed.length > LONGEST_NAME || /[{}|\n]/.test(typed)) return null;
  // Inside a variable that is complete there is nothing to propose.
  if (/^[^{}\n]*\}\}/.test(text.slice(caret))) return null;
  return { start, typed: typed.trim() };
}

/** Where a block goes when the caret is at `caret`: after its line, with blank lines around. */
export function blockPlace(
  text: string,
  caret: number,
  source: string,
): { at: number; words: string } {
  const next = text.indexOf('\n', caret);
  const at = next < 0 ? text.length : next;
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const lead = before.trim() === '' ? '' : '\n'.repeat(2 - breaks(/\n{0,2}$/, before));
  const trail = after.trim() === '' ? '' : '\n'.repeat(2 - breaks(/^\n{0,2}/, after));
  return { at, words: `${lead}${source}${trail}` };
}

function breaks(form: RegExp, text: string): number {
  return form.exec(text)?.[0].length ?? 0;
}

/** The sentence around a stretch; a full stop inside a variable ends nothing. */
export function sentenceAround(
  text: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number } {
  const plain = text.replace(/\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}/g, (token) =>
    '_'.repeat(token.length),
  );
  const stops = [...plain.matchAll(/[.?!…](?=\s|$)|\n/g)];
  const before = stops.filter(({ index }) => index < start).at(-1);
  const after = stops.find(({ index }) => index >= end);
  const from = before ? before.index + 1 : 0;
  // A line break is not of the sentence; a full stop is.
  const to = after ? after.index + (after[0] === '\n' ? 0 : 1) : text.length;
  const space = plain.slice(from, start).match(/^[ \t]*/)?.[0].length ?? 0;
  const isFirst = from === 0 || plain[from - 1] === '\n';
  if (!isFirst) return { start: from, end: to };
  const gap = plain.slice(to).match(/^[ \t]*/)?.[0].length ?? 0;
  return { start: from + space, end: to + gap };
}

/** The line of a place, the first being 1. */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** The codes of the legal mentions a body calls for. */
export function mentionsIn(body: string): ReadonlySet<string> {
  const called = [...body.matchAll(/^[ \t]*\[\[\s*mention\s*:([^\]\n]*)\]\][ \t]*$/gm)];
  return new Set(called.flatMap(([, codes = '']) => codes.split(/[\s,]+/).filter(Boolean)));
}
