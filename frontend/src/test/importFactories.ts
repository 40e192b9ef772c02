import type { Schemas } from '~/api/client';
import { newId } from './factories';

export function someCounts(changes: Partial<Schemas['CountsOut']> = {}): Schemas['CountsOut'] {
  return {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    closed: 0,
    reopened: 0,
    closed_absent: 0,
    absent: 0,
    taken_over: 0,
    refused: 0,
    customers_created: 0,
    customers_updated: 0,
    contacts_created: 0,
    contacts_updated: 0,
    ...changes,
  };
}

/** A file that was handed in, and that nobody has asked to load yet. */
export function anImport(changes: Partial<Schemas['ImportOut']> = {}): Schemas['ImportOut'] {
  return {
    id: newId(),
    kind: 'auto',
    format: '',
    mode: 'standard',
    dry_run: false,
    file_name: 'grand-livre-clients.csv',
    size_bytes: 412_000,
    has_file: true,
    columns: {},
    status: 'draft',
    step: '',
    percent: 0,
    counts: someCounts(),
    sums: [],
    problems: 0,
    message: '',
    created_by_name: 'Claire Vasseur',
    created_at: '2026-11-24T07:12:00Z',
    finished_at: null,
    rollback_until: null,
    rolled_back_at: null,
    ...changes,
  };
}

export function aPreview(
  changes: Partial<Schemas['ImportPreviewOut']> = {},
): Schemas['ImportPreviewOut'] {
  return {
    format: 'csv',
    kind: 'receivables',
    encoding: 'cp1252',
    delimiter: ';',
    lines: 2410,
    columns: [
      { header: 'CT_Num', field: 'customer_code', sample: 'C00412' },
      { header: 'EC_Piece', field: 'number', sample: 'FA-26-0521' },
      { header: 'EC_Date', field: 'invoiced_on', sample: '20/08/2026' },
      { header: 'EC_Montant', field: 'amount', sample: '12330,25' },
      { header: 'EC_Analytique', field: null, sample: 'VTE-03' },
    ],
    fields: ['customer_code', 'number', 'label', 'invoiced_on', 'due_on', 'amount', 'balance'],
    missing: [],
    rows: [
      {
        line: 2,
        values: {
          customer_code: 'C00412',
          number: 'FA-26-0521',
          invoiced_on: '2026-08-20',
          amount: '12330.25',
        },
        problem: null,
      },
      {
        line: 3,
        values: { customer_code: 'C00087', amount: '1.204,5O' },
        problem: {
          field: 'amount',
          code: 'amount_unreadable',
          message: 'Montant illisible ou ambigu : « 1.204,5O ».',
          value: '1.204,5O',
          proposal: '1204,50',
          is_warning: false,
        },
      },
    ],
    refusal: '',
    mapping: null,
    ...changes,
  };
}

export function anImportProblem(
  changes: Partial<Schemas['ImportProblemOut']> = {},
): Schemas['ImportProblemOut'] {
  return {
    id: newId(),
    line: 118,
    field: 'invoiced_on',
    code: 'date_unreadable',
    message: 'Date illisible ou impossible : « 31/02/2026 ».',
    value: '31/02/2026',
    proposal: '28/02/2026',
    is_refusal: true,
    ...changes,
  };
}
