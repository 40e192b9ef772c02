import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { pause } from '~/shared/pause';
import { chosenCompany } from './company';
import { api } from './query';
import { readEvents } from './serverEvents';

type Fact = { type: string; customer_id: string | null };

const MONEY = ['aging', 'actions', 'companies', 'home'];

/** The readings that a fact makes old, by the first word of its type. */
const OLD_AFTER: Readonly<Record<string, readonly string[]>> = {
  action: ['actions', 'home'],
  actions: ['actions', 'confirmations', 'home'],
  answer: ['answers', 'home'],
  api_key: ['api-keys'],
  company: ['company', 'session'],
  contact: ['actions'],
  contact_change: ['contact-changes', 'home'],
  customer: ['customers', 'aging', 'home'],
  delivery: ['deliveries', 'actions', 'home'],
  dispute: ['disputes', ...MONEY],
  fact_rule: ['fact-rules'],
  hold: MONEY,
  ledger: ['imports', 'customers', ...MONEY],
  legal_rates: ['legal-rates', 'previews'],
  letters: ['actions'],
  member: ['members'],
  payment: ['payments', ...MONEY],
  portal: ['answers', 'home'],
  profile: ['scenarios'],
  promise: ['promises', ...MONEY],
  receivable: MONEY,
  reminder: ['actions', 'deliveries', 'home'],
  scenario: ['scenarios', 'actions', 'home'],
  template: ['templates', 'previews'],
  webhook: ['webhooks'],
};

/** The query keys to read again after a fact. */
export function oldAfter({ type, customer_id }: Fact): QueryKey[] {
  const roots = OLD_AFTER[type.split('.')[0] ?? ''] ?? [];
  return [...roots.map((root) => [root]), ...(customer_id ? [['customers', customer_id]] : [])];
}

const GATHER_MS = 1_500;
const SHORTEST_WAIT_MS = 2_000;
const HOLDS_MS = 10_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * While the page is looked at, lists that others change are read again as facts are sealed.
 * A hidden page listens to nothing: a browser keeps six connections to one server, over all tabs.
 */
export function useLive(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const gathered = new Map<string, QueryKey>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let listening: AbortController | undefined;
    let last = '';

    const readAgain = () => {
      timer = undefined;
      for (const queryKey of gathered.values()) {
        void queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false });
      }
      gathered.clear();
    };
    const hear = (fact: Fact) => {
      for (const key of oldAfter(fact)) gathered.set(JSON.stringify(key), key);
      if (gathered.size > 0) timer ??= setTimeout(readAgain, GATHER_MS);
    };
    const listen = async (signal: AbortSignal) => {
      let wait = SHORTEST_WAIT_MS;
      while (!signal.aborted) {
        const since = Date.now();
        try {
          const header = last ? { 'Last-Event-ID': last } : {};
          const { data } = await api.GET('/v1/events/stream', {
            params: { header },
            parseAs: 'stream',
            signal,
          });
          for await (const { data: text, id } of readEvents(data as ReadableStream<Uint8Array>)) {
            last = id || last;
            hear(JSON.parse(text) as Fact);
          }
        } catch {
          // Cut or refused: either way one comes back, later each time it did not hold.
        }
        const hasHeld = Date.now() - since > HOLDS_MS;
        wait = hasHeld ? SHORTEST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
        // Not all at once: a server that starts again has every open page waiting for it.
        await pause(wait * (0.75 + Math.random() / 2), signal);
      }
    };
    const follow = () => {
      if (document.hidden) listening?.abort();
      else if (!listening || listening.signal.aborted) {
        listening = new AbortController();
        void listen(listening.signal);
      }
    };

    if (chosenCompany()) follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      listening?.abort();
      clearTimeout(timer);
    };
  }, [queryClient]);
}
