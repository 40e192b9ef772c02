import { Trans } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { stepName } from '~/shared/words';
import { addable, type ScenarioDraft, type StepKind } from './scenarioDraft';

type Props = { draft: ScenarioDraft; onAdd: (kind: StepKind) => void };

/** Offers the kinds of step that the scenario has room for. */
export function AddStep({ draft, onAdd }: Props) {
  const kinds = addable(draft);
  if (kinds.length === 0) return null;
  return (
    <Menu position="bottom-start" shadow="md" width={200} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="subtle" leftSection={<IconPlus size={16} stroke={1.6} aria-hidden />}>
          <Trans>Ajouter une étape</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd(kind)}>
            {stepName(kind, 0)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
