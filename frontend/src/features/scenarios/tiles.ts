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

/** Channels a machine can serve; the others are done by a person, then noted. */
export function isSent(channel: string): boolean {
  return channel !== 'phone' && channel !== 'other';
}
