import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Heading } from '~/components/Heading';
import { Tag } from '~/components/StatusPill';
import { type View, ViewTabs } from '~/components/ViewTabs';
import { channelName, messageName } from '~/shared/words';
import type { Address, Channel, Locale, TemplateText } from './api';
import classes from './editor.module.css';
import { LastWriting } from './LastWriting';
import { channelsOf, LOCALES, localeName, type Origin } from './words';

type Props = {
  address: Address;
  text: TemplateText;
  isMissing: boolean;
  missing: ReadonlySet<Locale>;
  onAddress: (address: Address) => void;
  acts: ReactNode;
};

/** Which text is open, whose words it has, its acts; its other channels and languages below. */
export function EditorHeader({ address, text, isMissing, missing, onAddress, acts }: Props) {
  const { t } = useLingui();
  const channels: View<Channel>[] = channelsOf(address.kind).map((channel) => ({
    key: channel,
    label: channelName(channel),
  }));
  const locales: View<Locale>[] = LOCALES.map((locale) => ({
    key: locale,
    label: (
      <>
        {localeName(locale)}{' '}
        {missing.has(locale) ? (
          <Tag tone="warn">
            <Trans>manque</Trans>
          </Tag>
        ) : null}
      </>
    ),
  }));
  return (
    <header className={classes['header']}>
      <div className={classes['title']}>
        <Link to="/reglages/modeles" search={{ canal: address.channel }}>
          <Trans>Modèles</Trans>
        </Link>
        <span className="muted" aria-hidden>
          /
        </span>
        <Heading>{messageName(address.kind)}</Heading>
        <OriginTag origin={isMissing ? 'missing' : text.is_stock ? 'stock' : 'own'} />
        <LastWriting text={text} />
        <div className={classes['acts']}>{acts}</div>
      </div>
      <div className={classes['tabs']}>
        <ViewTabs
          label={t`Moyens d’envoi`}
          views={channels}
          current={address.channel}
          onSelect={(channel) => onAddress({ ...address, channel })}
        />
        <ViewTabs
          label={t`Langues`}
          views={locales}
          current={address.locale}
          onSelect={(locale) => onAddress({ ...address, locale })}
        />
      </div>
    </header>
  );
}

/** Whose words a text has. */
export function OriginTag({ origin }: { origin: Origin }) {
  if (origin === 'own') {
    return (
      <Tag tone="info">
        <Trans>votre texte</Trans>
      </Tag>
    );
  }
  return origin === 'stock' ? (
    <Tag tone="idle">
      <Trans>texte fourni</Trans>
    </Tag>
  ) : (
    <Tag tone="warn">
      <Trans>manque</Trans>
    </Tag>
  );
}
