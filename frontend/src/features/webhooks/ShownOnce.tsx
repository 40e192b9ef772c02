import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Note } from '~/components/Note';
import classes from './webhooks.module.css';

type Props = { label: string; value: string; warning: ReactNode; children?: ReactNode };

/** A secret told this once, to be copied before the window closes. */
export function ShownOnce({ label, value, warning, children }: Props) {
  return (
    <div className={classes['form']}>
      <Note tone="warn">{warning}</Note>
      <div className={classes['secret']}>
        <TextInput
          className={classes['mono']}
          label={label}
          value={value}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <Copy value={value} variant="filled" />
      </div>
      {children}
    </div>
  );
}

type CopyProps = { value: string; variant?: 'filled' | 'default'; small?: boolean };

/** Puts a text on the clipboard, and says that it did. */
export function Copy({ value, variant = 'default', small = false }: CopyProps) {
  const { t } = useLingui();
  return (
    <CopyButton value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <Button
          variant={variant}
          {...(small ? { size: 'compact-sm' } : {})}
          leftSection={
            copied ? (
              <IconCheck size={14} stroke={1.9} aria-hidden />
            ) : (
              <IconCopy size={14} stroke={1.6} aria-hidden />
            )
          }
          onClick={copy}
        >
          {copied ? <Trans>Copié</Trans> : <Trans>Copier</Trans>}
          <span className="readers-only" role="status">
            {copied ? t`Copié` : ''}
          </span>
        </Button>
      )}
    </CopyButton>
  );
}
