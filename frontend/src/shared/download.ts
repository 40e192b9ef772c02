const RISKY = /^[=+\-@\t\r]/;
const NUMBER_OR_PHONE = /^[+\-−]?[0-9][0-9 .,\u00A0\u202F()/-]*%?$/;

/** What a spreadsheet would run as a formula stays text, as in the files of the server. */
function safeCell(text: string): string {
  return RISKY.test(text) && !NUMBER_OR_PHONE.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[;"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows as a French spreadsheet opens them. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map((cell) => quoted(safeCell(cell))).join(';'));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** Hands the browser a file to keep. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

export function downloadCsv(name: string, rows: readonly (readonly string[])[]): void {
  saveFile(name, new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' }));
}
