import type { Finding } from './api';
import type { Draft } from './draft';
import { unitsOf } from './source';

export type FieldName = keyof Draft;

/** A finding whose place is counted as the browser counts; some are of the text as a whole. */
export type PlacedFinding = Omit<Finding, 'field'> & { field: FieldName; isPlaced: boolean };

/** The findings of a draft, each where it stands in it. */
export function placed(findings: readonly Finding[], draft: Draft): PlacedFinding[] {
  return findings.map((finding) => {
    const field = finding.field === 'subject' ? 'subject' : 'body';
    const text = draft[field];
    const [start, end] = [unitsOf(text, finding.start), unitsOf(text, finding.end)];
    const isWhole = start === 0 && end >= text.length && text.includes('\n');
    return { ...finding, field, start, end, isPlaced: end > start && !isWhole };
  });
}

/** Words no reminder may hold: the whole sentence has to go. */
export function isThreat({ code }: Pick<Finding, 'code'>): boolean {
  return code === 'threat' || code === 'court_look';
}
