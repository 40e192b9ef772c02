import { Trans, useLingui } from '@lingui/react/macro';
import { IconCheck } from '@tabler/icons-react';
import { abilities, ROLES, roleName } from './roles';
import classes from './settings.module.css';

/** What each role may do, in plain words. */
export function RoleMatrix() {
  const { t } = useLingui();
  return (
    <section aria-label={t`Ce que permet chaque rôle`}>
      <div className={classes['band']}>
        <h2>
          <Trans>Ce que permet chaque rôle</Trans>
        </h2>
        <span className="muted">
          <Trans>un changement compte tout de suite</Trans>
        </span>
      </div>
      <div className={classes['matrixBox']}>
        <table className={classes['matrix']}>
          <thead>
            <tr>
              <td />
              {ROLES.map((role) => (
                <th key={role} scope="col">
                  {roleName(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {abilities().map((ability) => (
              <tr key={ability.id}>
                <th scope="row">{ability.words}</th>
                {ROLES.map((role) => {
                  const isWhole = ability.roles.includes(role);
                  const isPart = ability.part?.includes(role) ?? false;
                  return (
                    <td
                      key={role}
                      data-role={roleName(role)}
                      data-empty={isWhole || isPart ? undefined : true}
                    >
                      {isWhole ? <Yes /> : null}
                      {isPart ? <Trans>ses clients</Trans> : null}
                      {isWhole || isPart ? null : (
                        <span className="muted">
                          <span aria-hidden>–</span>
                          <span className="readers-only">
                            <Trans>non</Trans>
                          </span>
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Yes() {
  return (
    <>
      <IconCheck size={14} stroke={1.9} aria-hidden />
      <span className="readers-only">
        <Trans>oui</Trans>
      </span>
    </>
  );
}
