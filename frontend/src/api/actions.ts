import type { Schemas } from './client';

type GroupPlace = Pick<Schemas['GroupOut'], 'scenario_id' | 'rank' | 'channel' | 'currency'> & {
  fact?: string | null;
};

/** The four ways to act the screen offers; every channel belongs to one (SAGE-77). */
export const TILES = ['email', 'phone', 'letter', 'other'] as const;

export type Tile = (typeof TILES)[number];

export function tileOf(channel: string): Tile {
  switch (channel) {
    case 'email':
    case 'phone':
      return channel;
    case 'letter':
    case 'registered_letter':
    case 'electronic_registered_letter':
      return 'letter';
    default:
      return 'other';
  }
}

/** The channel the product serves itself; on the others a person acts, then says so. */
export function isSent(channel: string): boolean {
  return channel === 'email';
}

/** The channels the product puts on paper: a person posts the letters, then says so. */
export function isPrinted(channel: string): boolean {
  return channel === 'letter' || channel === 'registered_letter';
}

/** What tells one group from another: a step of a scenario, on a channel, in a currency. */
export function groupKey(group: GroupPlace): string {
  return [group.scenario_id ?? group.fact, group.rank, group.channel, group.currency].join('.');
}
