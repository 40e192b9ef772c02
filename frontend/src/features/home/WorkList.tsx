import { Plural, Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { workQuery } from '~/api/work';
import { useCompany } from '~/components/CompanyContext';
import { LoadError, Loading } from '~/components/States';
import { formatLongDay } from '~/shared/dates';
import { type Amount, formatSums } from '~/shared/money';
import classes from './home.module.css';
import { type Task, tasksOf } from './tasks';

/** What to do today: the first thing has the one filled button of the page (SAGE-18). */
export function WorkList() {
  const { mayAct } = useCompany();
  const result = useQuery(workQuery);
  if (result.isPending) return <Loading />;
  if (result.isLoadingError) {
    return (
      <LoadError
        error={result.error}
        what={<Trans>Le travail du jour n’a pas pu être lu.</Trans>}
        onRetry={() => void result.refetch()}
      />
    );
  }
  const tasks = tasksOf(result.data);
  const count = tasks.reduce((sum, task) => sum + task.count, 0);
  return (
    <section>
      <Title count={count} day={result.data.as_of} />
      {tasks.length === 0 ? (
        <p className={classes['nothing']}>
          <Trans>Tout est fait : rien n’attend personne aujourd’hui.</Trans>
        </p>
      ) : null}
      <ul className={classes['tasks']}>
        {tasks.map((task, index) => (
          <TaskLine key={task.key} task={task} isFirst={mayAct && index === 0} />
        ))}
      </ul>
    </section>
  );
}

function Title({ count, day }: { count: number; day: string }) {
  const long = formatLongDay(day).replace(/ \d{4}$/, '');
  return (
    <div className={classes['band']}>
      <h2>
        <Trans>À faire aujourd’hui</Trans>
      </h2>
      <span className="muted">
        {long}
        {count > 0 ? (
          <>
            {' · '}
            <Plural value={count} one="# action" other="# actions" />
          </>
        ) : null}
      </span>
    </div>
  );
}

function TaskLine({ task, isFirst }: { task: Task; isFirst: boolean }) {
  const { icon: Icon } = task;
  return (
    <li className={classes['task']}>
      <Icon className={classes['icon']} size={16} stroke={1.6} aria-hidden />
      <span className={classes['what']}>
        <b className="figures">{task.count}</b> {task.title}
      </span>
      <span className={classes['detail']}>{task.detail}</span>
      <Sums amounts={task.amounts} />
      <span className={classes['act']}>
        <Button
          variant={isFirst ? 'filled' : 'default'}
          renderRoot={(props) => <Link {...props} {...task.link} />}
        >
          {isFirst ? task.first : task.act}
        </Button>
      </span>
    </li>
  );
}

function Sums({ amounts }: { amounts: readonly Amount[] }) {
  return <span className={classes['amount']}>{formatSums(amounts)}</span>;
}
