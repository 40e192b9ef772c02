import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Note } from './Note';
import classes from './PdfView.module.css';

type Props = { title: string; file: Blob };

/** Pages as they are on paper; where the browser shows none by itself, they open beside. */
export function PdfView({ title, file }: Props) {
  const [url, setUrl] = useState<string | null>(null);

  useEffect(() => {
    // Whatever the server said, the frame is only ever given a PDF.
    const made = URL.createObjectURL(new Blob([file], { type: 'application/pdf' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);

  if (!url) return null;
  return (
    <div className={classes['view']}>
      {navigator.pdfViewerEnabled ? (
        <iframe
          className={classes['pages']}
          title={title}
          src={`${url}#toolbar=0&navpanes=0&view=FitH`}
        />
      ) : (
        <Note tone="info">
          <Trans>Ce navigateur n’affiche pas les PDF dans une page.</Trans>
        </Note>
      )}
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          component="a"
          href={url}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconExternalLink size={14} stroke={1.6} aria-hidden />}
        >
          <Trans>Ouvrir le PDF</Trans>
        </Button>
      </div>
    </div>
  );
}
