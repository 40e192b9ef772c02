import { describe, expect, it } from 'vitest';
import { aCompanySettings } from '~/test/companyFactories';
import { changedFields, changesOf, draftOf, wrongFields } from './companyDraft';

const company = aCompanySettings({ minimum_minor: 150_000, penalty_figure: '12.500' });
const draft = draftOf(company);

describe('settings as they are typed', () => {
  it('say the same once read back', () => {
    expect(draft.minimum_minor).toBe('1\u00A0500,00');
    expect(draft.penalty_figure).toBe('12,5');
    expect(changedFields(draft, company)).toEqual([]);
    expect(wrongFields(draft, 'EUR').size).toBe(0);
  });

  it('become changes in the server’s terms', () => {
    const typed = {
      ...draft,
      minimum_minor: '20,5',
      link_days: '30',
      address_lines: ' 4 rue du Port \n\n Bâtiment B',
      penalty_regime: 'contractual_fixed',
      disputes_hold: false,
    };
    const fields = changedFields(typed, company);
    expect(changesOf(typed, fields, 'EUR')).toEqual({
      minimum_minor: 2050,
      link_days: 30,
      address_lines: ['4 rue du Port', 'Bâtiment B'],
      penalty_regime: 'contractual_fixed',
      penalty_figure: '12.5',
      disputes_hold: false,
    });
  });

  it.each([
    ['link_days', '0'],
    ['link_days', 'trente'],
    ['contacts_per_period', '31'],
    ['minimum_minor', '-5'],
    ['minimum_minor', 'dix'],
    ['reminder_time', ''],
    ['address_lines', '1\n2\n3\n4\n5\n6\n7'],
  ] as const)('%s cannot be %j', (field, text) => {
    expect([...wrongFields({ ...draft, [field]: text }, 'EUR').keys()]).toEqual([field]);
  });
});
