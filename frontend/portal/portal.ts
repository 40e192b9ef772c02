// The debtor's pages work without this file; with it, ticks and corrections are kept as they happen.

const AUTOSAVE_MS = 800;

interface Selection {
  receivable_ids: string[];
  count_text: string;
  sum_text: string;
  answer_text: string;
}

function find<T extends Element>(selector: string): T | null {
  return document.querySelector<T>(selector);
}

function boxes(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[name="ticked"]')];
}

/** The last request wins: an older answer never overwrites a newer one. */
let turn = 0;

async function keepTicks(form: HTMLFormElement, address: string): Promise<void> {
  turn += 1;
  const mine = turn;
  const shown = boxes(form);
  const answer = await fetch(address, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      shown: shown.map((box) => box.value),
      ticked: shown.filter((box) => box.checked).map((box) => box.value),
    }),
  });
  if (!answer.ok || mine !== turn) return;
  show((await answer.json()) as Selection);
}

function show(kept: Selection): void {
  const count = document.createElement('b');
  count.textContent = kept.count_text;
  const sum = document.createElement('span');
  sum.textContent = kept.sum_text;
  find('#ticked')?.replaceChildren(count, ...(kept.sum_text ? [' ', sum] : []));
  find('#answer')?.replaceChildren(kept.answer_text);
  find('#untick')?.toggleAttribute('hidden', kept.receivable_ids.length === 0);
}

function followList(form: HTMLFormElement, address: string): void {
  const all = find<HTMLInputElement>('#tick-page');
  const mirror = () => {
    if (!all) return;
    const ticked = boxes(form).filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes(form).length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  if (all) {
    all.parentElement?.removeAttribute('hidden');
    mirror();
  }
  form.addEventListener('change', (event) => {
    if (event.target === all && all) {
      for (const box of boxes(form)) box.checked = all.checked;
    }
    mirror();
    // Should the network fail, the form still carries every tick with the next button.
    keepTicks(form, address).catch(() => undefined);
  });
}

/** A draft that is being changed is saved as it is typed; a new answer waits for its button. */
function followAnswer(form: HTMLFormElement): void {
  let timer = 0;
  const save = async () => {
    if (!form.checkValidity()) return;
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) fields.append(name, String(value));
    const answer = await fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' });
    const told = find<HTMLOutputElement>('#autosaved');
    if (answer.type === 'opaqueredirect' && told) told.textContent = told.dataset['saved'] ?? '';
  };
  form.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => save().catch(() => undefined), AUTOSAVE_MS);
  });
  form.addEventListener('submit', () => window.clearTimeout(timer));
}

/** A department brings its functions (SID-32); how many there are is told to those who listen. */
function followDepartment(fields: HTMLElement): void {
  const department = fields.querySelector<HTMLSelectElement>('#department');
  const functions = fields.querySelector<HTMLSelectElement>('#function');
  const told = fields.querySelector<HTMLOutputElement>('#function-told');
  fields.querySelector('.step-on')?.setAttribute('hidden', '');
  department?.addEventListener('change', () => {
    const known = [...fields.querySelectorAll('template')].find(
      (one) => one.dataset['department'] === department.value,
    );
    if (!functions || !known) return;
    functions.replaceChildren(known.content.cloneNode(true));
    functions.disabled = department.value === '';
    if (told) told.textContent = known.dataset['told'] ?? '';
  });
}

const list = find<HTMLFormElement>('form[data-selection]');
if (list) followList(list, list.dataset['selection'] ?? '');

const answer = find<HTMLFormElement>('form[data-autosave]');
if (answer) followAnswer(answer);

const fields = find<HTMLElement>('[data-functions]');
if (fields) followDepartment(fields);
