import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import classes from './Peek.module.css';

type Props = {
  label: string;
  /** Code and rank in the list: `C00087 · 7 sur 128`. */
  caption: ReactNode;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  onClose: () => void;
  children: ReactNode;
};

/** The side view of one row: the list stays usable beside it, Escape closes it. */
export function Peek({ label, caption, onPrevious, onNext, onClose, children }: Props) {
  const { t } = useLingui();

  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [onClose]);

  return (
    <aside className={classes['peek']} aria-label={label}>
      <div className={classes['caption']}>
        <span className="muted small figures">{caption}</span>
        <span className={classes['acts']}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Précédent`}
            disabled={!onPrevious}
            onClick={onPrevious}
          >
            <IconChevronUp size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Suivant`}
            disabled={!onNext}
            onClick={onNext}
          >
            <IconChevronDown size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Fermer l’aperçu`}
            onClick={onClose}
          >
            <IconX size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      {children}
    </aside>
  );
}

type SectionProps = {
  title: ReactNode;
  count?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
};

/** A titled part of a peek or of a side column. */
export function Section({ title, count, aside, children }: SectionProps) {
  return (
    <section className={classes['section']}>
      <div className={classes['title']}>
        <h2>{title}</h2>
        {count === undefined ? null : <span className="muted figures">{count}</span>}
        {aside ? <span className={classes['aside']}>{aside}</span> : null}
      </div>
      {children}
    </section>
  );
}
