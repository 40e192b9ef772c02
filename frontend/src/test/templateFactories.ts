import type { Schemas } from '~/api/client';

type Text = Schemas['TextOut'];

export function aText(changes: Partial<Text> = {}): Text {
  return {
    kind: 'first_reminder',
    label: 'Premier rappel',
    channel: 'email',
    locale: 'fr',
    subject: 'Votre compte {{ customer.code }}',
    body: 'Bonjour {{ contact.salutation }},\n\n[[table]]\n\n[[signature]]',
    is_stock: true,
    version: 0,
    updated_at: null,
    updated_by_name: null,
    ...changes,
  };
}

export function anOwnText(changes: Partial<Text> = {}): Text {
  return aText({
    is_stock: false,
    version: 3,
    updated_at: '2026-11-23T09:05:00Z',
    updated_by_name: 'Claire Vasseur',
    ...changes,
  });
}

export function aVariable(
  name: string,
  label: string,
  changes: Partial<Schemas['VariableOut']> = {},
): Schemas['VariableOut'] {
  return {
    name,
    label,
    type: 'text',
    example: 'Madame Hamon',
    source: `{{ ${name} }}`,
    aliases: [],
    ...changes,
  };
}

export function aFinding(changes: Partial<Schemas['FindingOut']> = {}): Schemas['FindingOut'] {
  return {
    severity: 'error',
    code: 'template_variable_unknown',
    message: 'Variable inconnue « nom_huissier ».',
    field: 'body',
    start: 0,
    end: 0,
    repair: null,
    ...changes,
  };
}
