import { plural } from '@lingui/core/macro';
import { tileOf } from '~/api/actions';

/** `38 e-mails`, `1 lettre`, `7 appels`. */
export function channelCount(channel: string, count: number): string {
  switch (channel === 'sms' ? 'sms' : tileOf(channel)) {
    case 'email':
      return plural(count, { one: '# e-mail', other: '# e-mails' });
    case 'letter':
      return plural(count, { one: '# lettre', other: '# lettres' });
    case 'phone':
      return plural(count, { one: '# appel', other: '# appels' });
    case 'sms':
      return plural(count, { one: '# SMS', other: '# SMS' });
    default:
      return plural(count, { one: '# action', other: '# actions' });
  }
}
