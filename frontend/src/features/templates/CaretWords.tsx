import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Variable } from './api';
import classes from './editor.module.css';
import { mentionsIn, tokenAt } from './source';
import { blockForms, mentionNames } from './words';

type Props = { text: string; caret: number; variables: readonly Variable[] };

/** What the tag at the caret is, in words; the line stays, so that nothing below jumps. */
export function CaretWords({ text, caret, variables }: Props) {
  return <p className={classes['caret']}>{wordsAt(text, caret, variables)}</p>;
}

function wordsAt(text: string, caret: number, variables: readonly Variable[]): ReactNode {
  const token = tokenAt(text, caret);
  if (!token) return null;
  const source = text.slice(token.start, token.end).trim();
  if (token.kind === 'logic') return <Trans>Ici : une condition, que personne ne lira.</Trans>;
  if (token.kind === 'variable') {
    const name = source.slice(2, -2).split('|')[0]?.trim();
    const known = variables.find((one) => one.name === name);
    if (!known) return null;
    const [label, example] = [known.label, known.example];
    return (
      <Trans>
        Ici : {label}, par exemple « {example} ».
      </Trans>
    );
  }
  const mentions = mentionNames();
  const called = [...mentionsIn(source)].map((code) => mentions[code]).filter(Boolean);
  const names = called.join(', ');
  if (names) return <Trans>Ici : mentions légales, {names}.</Trans>;
  const key = /^\[\[\s*([a-z]+)/.exec(source)?.[1];
  const block = blockForms().find((form) => form.key === key)?.name;
  return block ? <Trans>Ici : {block}.</Trans> : null;
}
