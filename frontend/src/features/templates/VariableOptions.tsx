import { useLingui } from '@lingui/react/macro';
import { type CSSProperties, useEffect, useRef } from 'react';
import type { Variable } from './api';
import classes from './editor.module.css';

type Props = {
  id: string;
  variables: readonly Variable[];
  active: number;
  onChoose: (variable: Variable) => void;
  style: CSSProperties;
};

/** What may be printed at the caret; the keyboard stays in the text. */
export function VariableOptions({ id, variables, active, onChoose, style }: Props) {
  const { t } = useLingui();
  const list = useRef<HTMLDivElement>(null);
  // However many there are now, they stay in sight.
  useEffect(() => {
    list.current?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <div
      ref={list}
      role="listbox"
      id={`${id}-options`}
      aria-label={t`Variables proposées`}
      className={classes['options']}
      style={style}
    >
      {variables.map((variable, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text.
        <div
          key={variable.name}
          role="option"
          id={`${id}-${index}`}
          tabIndex={-1}
          aria-selected={index === active}
          className={classes['option']}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(variable)}
        >
          <span>{variable.label}</span>
          <span className={classes['example']}>{variable.example}</span>
        </div>
      ))}
    </div>
  );
}
