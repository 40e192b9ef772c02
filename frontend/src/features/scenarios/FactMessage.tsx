import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { MessagePreview } from '~/components/MessagePreview';
import { LoadError, Loading } from '~/components/States';
import classes from './factRules.module.css';
import { type FactRule, factMessageQuery } from './factRulesApi';

type Props = { rule: FactRule; channel: 'email' | 'letter' };

/** What the rule sends, as an invented customer would read it; read when asked for. */
export function FactMessage({ rule, channel }: Props) {
  const { t } = useLingui();
  const [isOpen, reading] = useDisclosure();
  const result = useQuery({ ...factMessageQuery({ ...rule, channel }), enabled: isOpen });

  if (!isOpen) {
    return (
      <div>
        <Button
          variant="subtle"
          leftSection={<IconEye size={16} stroke={1.6} aria-hidden />}
          onClick={reading.open}
        >
          <Trans>Lire le message</Trans>
        </Button>
      </div>
    );
  }
  return (
    <section className={classes['message']} aria-label={t`Message, pour un client inventé`}>
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError error={result.error} onRetry={() => void result.refetch()} />
      ) : null}
      {result.data ? (
        <>
          <p>
            <span className="muted">
              <Trans>Objet :</Trans>
            </span>{' '}
            <b>{result.data.subject}</b>
          </p>
          <MessagePreview
            title={t`Message, pour un client inventé`}
            html={result.data.html}
            text={result.data.text}
          />
        </>
      ) : null}
    </section>
  );
}
