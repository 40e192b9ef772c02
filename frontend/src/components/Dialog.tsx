import { useLingui } from '@lingui/react/macro';
import { Modal, type ModalProps } from '@mantine/core';
import { useLayoutEffect } from 'react';

type Props = Pick<
  ModalProps,
  'title' | 'size' | 'onClose' | 'closeOnClickOutside' | 'withCloseButton' | 'children'
> & {
  /** Left out by whoever shows it only while it is open. */
  opened?: boolean;
};

/** A question over the screen; once answered, the keyboard is back where it was asked from. */
export function Dialog({ opened = true, ...props }: Props) {
  const { t } = useLingui();
  useFocusBack(opened);
  return (
    <Modal
      opened={opened}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t`Fermer` }}
      {...props}
    />
  );
}

/** The kit gives the keyboard back only to what it saw open and close, and never to a menu. */
function useFocusBack(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return;
    const opener = openerOf(document.activeElement);
    return () => opener?.focus({ preventScroll: true });
  }, [opened]);
}

/** What had the keyboard; the entry of a menu is gone with it, its button stays. */
function openerOf(active: Element | null): HTMLElement | null {
  const menu = active?.closest('[role="menu"]');
  const button = document.getElementById(menu?.getAttribute('aria-labelledby') ?? '');
  return button ?? (active instanceof HTMLElement ? active : null);
}
