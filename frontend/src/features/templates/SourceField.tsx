import { Plural } from '@lingui/react/macro';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Variable } from './api';
import classes from './editor.module.css';
import { type Fault, segmentsOf, typedVariable } from './source';
import { typeOver } from './typing';
import { VariableOptions } from './VariableOptions';
import { variablesNamed } from './words';

type Props = {
  label: string;
  aside?: ReactNode;
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
  most: number;
  faults: readonly Fault[];
  variables: readonly Variable[];
  readOnly: boolean;
  /** One line: Enter writes nothing. */
  isLine?: boolean;
  onChange: (value: string) => void;
  onCaret?: (caret: number) => void;
  onFocus: () => void;
};

const MOST_PROPOSED = 8;

/** A text with its variables tinted and its faults underlined; `{{` proposes what may be printed. */
export function SourceField(props: Props) {
  const { field, value, faults, isLine = false, readOnly } = props;
  const id = useId();
  const [caret, setCaret] = useState(0);
  const [hasFocus, setFocus] = useState(false);
  const [active, setActive] = useState(0);
  const [waved, setWaved] = useState(-1);
  const mark = useRef<HTMLSpanElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });

  const typed = hasFocus && !readOnly ? typedVariable(value, caret) : null;
  const proposed =
    typed && typed.start !== waved
      ? variablesNamed(props.variables, typed.typed).slice(0, MOST_PROPOSED)
      : [];
  const isOpen = proposed.length > 0;
  const start = typed?.start ?? -1;

  useLayoutEffect(() => {
    if (isOpen && start >= 0 && mark.current) {
      const { offsetLeft: left, offsetTop: top, offsetHeight: height } = mark.current;
      setPlace({ left, top: top + height });
    }
  }, [isOpen, start]);

  const follow = (at: number) => {
    setCaret(at);
    props.onCaret?.(at);
  };
  const choose = (variable: Variable) => {
    if (!field.current || !typed) return;
    typeOver(field.current, { start: typed.start, end: caret }, `{{ ${variable.name} }}`);
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const chosen = proposed[active];
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (isOpen && step) {
      event.preventDefault();
      setActive((active + step + proposed.length) % proposed.length);
    } else if (isOpen && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setWaved(start);
    } else if (isOpen && chosen && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      choose(chosen);
    } else if (isLine && event.key === 'Enter') {
      event.preventDefault();
    }
  };

  return (
    <div className={classes['field']}>
      <div className={classes['label']}>
        <label htmlFor={id}>{props.label}</label>
        {props.aside}
      </div>
      <div className={classes['stack']} data-line={isLine || undefined}>
        <pre className={classes['mirror']} aria-hidden>
          {segmentsOf(value, faults, isOpen ? start : -1).map((segment) => (
            <span key={segment.start}>
              {isOpen && segment.start === start ? (
                <span ref={mark} className={classes['place']}>
                  {'\u200B'}
                </span>
              ) : null}
              <span data-token={segment.kind} data-severity={segment.severity}>
                {segment.text}
              </span>
            </span>
          ))}
          {'\u200B'}
        </pre>
        <textarea
          id={id}
          ref={field}
          rows={1}
          value={value}
          maxLength={props.most}
          readOnly={readOnly}
          spellCheck
          translate="no"
          autoComplete="off"
          aria-invalid={faults.some((fault) => fault.severity === 'error') || undefined}
          aria-autocomplete="list"
          aria-controls={isOpen ? `${id}-options` : undefined}
          aria-activedescendant={isOpen ? `${id}-${active}` : undefined}
          onChange={({ currentTarget }) => {
            const words = currentTarget.value;
            props.onChange(isLine ? words.replace(/\s*\n\s*/g, ' ') : words);
            follow(currentTarget.selectionStart);
            setActive(0);
            setWaved(-1);
          }}
          onSelect={({ currentTarget }) => follow(currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onFocus={() => {
            setFocus(true);
            props.onFocus();
          }}
          onBlur={() => setFocus(false)}
        />
        {isOpen ? (
          <VariableOptions
            id={id}
            variables={proposed}
            active={active}
            onChoose={choose}
            style={{ '--left': `${place.left}px`, top: place.top } as CSSProperties}
          />
        ) : null}
      </div>
      <span className="readers-only" role="status">
        {isOpen ? (
          <Plural
            value={proposed.length}
            one="# variable proposée : flèches pour choisir, Entrée pour l’insérer"
            other="# variables proposées : flèches pour choisir, Entrée pour insérer"
          />
        ) : null}
      </span>
    </div>
  );
}
