"use strict";
const AUTOSAVE_MS = 800;
function find(selector) {
    return document.querySelector(selector);
}
function boxes(form) {
    return [...form.querySelectorAll('input[name="ticked"]')];
}
let turn = 0;
async function keepTicks(form, address) {
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
    if (!answer.ok || mine !== turn)
        return;
    show((await answer.json()));
}
function show(kept) {
    const count = document.createElement('b');
    count.textContent = kept.count_text;
    const sum = document.createElement('span');
    sum.textContent = kept.sum_text;
    find('#ticked')?.replaceChildren(count, ...(kept.sum_text ? [' ', sum] : []));
    find('#answer')?.replaceChildren(kept.answer_text);
    find('#untick')?.toggleAttribute('hidden', kept.receivable_ids.length === 0);
}
function followList(form, address) {
    const all = find('#tick-page');
    const mirror = () => {
        if (!all)
            return;
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
            for (const box of boxes(form))
                box.checked = all.checked;
        }
        mirror();
        keepTicks(form, address).catch(() => undefined);
    });
}
function followAnswer(form) {
    let timer = 0;
    const save = async () => {
        if (!form.checkValidity())
            return;
        const fields = new URLSearchParams();
        for (const [name, value] of new FormData(form))
            fields.append(name, String(value));
        const answer = await fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' });
        const told = find('#autosaved');
        if (answer.type === 'opaqueredirect' && told)
            told.textContent = told.dataset['saved'] ?? '';
    };
    form.addEventListener('input', () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => save().catch(() => undefined), AUTOSAVE_MS);
    });
    form.addEventListener('submit', () => window.clearTimeout(timer));
}
function followDepartment(fields) {
    const department = fields.querySelector('#department');
    const functions = fields.querySelector('#function');
    const told = fields.querySelector('#function-told');
    fields.querySelector('.step-on')?.setAttribute('hidden', '');
    department?.addEventListener('change', () => {
        const known = [...fields.querySelectorAll('template')].find((one) => one.dataset['department'] === department.value);
        if (!functions || !known)
            return;
        functions.replaceChildren(known.content.cloneNode(true));
        functions.disabled = department.value === '';
        if (told)
            told.textContent = known.dataset['told'] ?? '';
    });
}
const list = find('form[data-selection]');
if (list)
    followList(list, list.dataset['selection'] ?? '');
const answer = find('form[data-autosave]');
if (answer)
    followAnswer(answer);
const fields = find('[data-functions]');
if (fields)
    followDepartment(fields);
