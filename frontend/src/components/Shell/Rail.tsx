import { Trans, useLingui } from '@lingui/react/macro';
import {
  IconBolt,
  IconBuilding,
  IconCalendarEvent,
  IconFileUpload,
  IconHistory,
  IconHome,
  IconMessageReply,
  IconSelector,
  IconTemplate,
  IconTimeline,
  IconUserCog,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useCompany } from '../CompanyContext';
import { Logo } from './Logo';
import classes from './Shell.module.css';

const ICON = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** The way from screen to screen; it names only screens that exist. */
export function Rail({ onLeave }: { onLeave?: () => void }) {
  const { t } = useLingui();
  const company = useCompany();
  const link = { className: classes['link'], onClick: onLeave };

  return (
    <nav className={classes['rail']} aria-label={t`Navigation principale`}>
      <Link
        to="/societes"
        className={classes['company']}
        title={t`${company.name}, changer de société`}
        onClick={onLeave}
      >
        <Logo />
        <span className="ellipsis">{company.name}</span>
        <IconSelector size={14} stroke={1.6} aria-hidden />
      </Link>
      <Link to="/accueil" {...link}>
        <IconHome {...ICON} />
        <Trans>Accueil</Trans>
      </Link>
      <h2>
        <Trans>Suivre</Trans>
      </h2>
      <Link to="/qui-vous-doit-quoi" {...link}>
        <IconUsers {...ICON} />
        <Trans>Qui vous doit quoi</Trans>
      </Link>
      <Link to="/reponses" {...link}>
        <IconMessageReply {...ICON} />
        <Trans>Réponses</Trans>
      </Link>
      <Link to="/activites" {...link}>
        <IconHistory {...ICON} />
        <Trans>Activités</Trans>
      </Link>
      <h2>
        <Trans>Agir</Trans>
      </h2>
      <Link to="/agir" {...link}>
        <IconCalendarEvent {...ICON} />
        <Trans>Par scénario</Trans>
      </Link>
      {company.permissions.includes('load') ? (
        <>
          <h2>
            <Trans>Données</Trans>
          </h2>
          <Link to="/imports" {...link}>
            <IconFileUpload {...ICON} />
            <Trans>Imports</Trans>
          </Link>
        </>
      ) : null}
      {company.permissions.includes('configure') ? (
        <>
          <h2>
            <Trans>Réglages</Trans>
          </h2>
          <Link to="/reglages/societe" {...link}>
            <IconBuilding {...ICON} />
            <Trans>Société</Trans>
          </Link>
          <Link to="/reglages/scenarios" {...link}>
            <IconTimeline {...ICON} />
            <Trans>Scénarios</Trans>
          </Link>
          <Link to="/reglages/declencheurs" {...link}>
            <IconBolt {...ICON} />
            <Trans>Déclencheurs</Trans>
          </Link>
          <Link to="/reglages/modeles" {...link}>
            <IconTemplate {...ICON} />
            <Trans>Modèles</Trans>
          </Link>
          <Link to="/reglages/utilisateurs" {...link}>
            <IconUserCog {...ICON} />
            <Trans>Utilisateurs</Trans>
          </Link>
          <Link to="/reglages/developpeurs" {...link}>
            <IconWebhook {...ICON} />
            <Trans>Développeurs</Trans>
          </Link>
        </>
      ) : null}
    </nav>
  );
}
