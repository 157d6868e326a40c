import type { ClipboardEvent, KeyboardEvent } from 'react';
import type { Entry, EntryField } from './entries';
import type { LineNow } from './useLines';

/**
 * Enter goes down the column, as in a spreadsheet, and never sends. Tab goes from field to field
 * past the history between them, but stops at a question on its way.
 */
export function moveByKey(event: KeyboardEvent<HTMLTableElement>): void {
  const cell = event.target;
  if (!(cell instanceof HTMLInputElement) || cell.dataset.column === undefined) return;
  if (event.key !== 'Enter' && event.key !== 'Tab') return;
  const among = event.key === 'Enter' ? `[data-column="${cell.dataset.column}"]` : '[data-column]';
  const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>(`input${among}`)];
  const next = fields[fields.indexOf(cell) + (event.shiftKey ? -1 : 1)];
  if (event.key === 'Tab' && (next === undefined || isQuestionBetween(cell, next))) return;
  event.preventDefault();
  next?.focus();
  next?.select();
}

function isQuestionBetween(one: HTMLElement, other: HTMLElement): boolean {
  const [upper, lower] = [one.closest('tr'), other.closest('tr')].sort((a, b) =>
    a && b && a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
  for (let row = upper?.nextElementSibling; row && row !== lower; row = row.nextElementSibling)
    if (row.matches('.question-row, .matrix__correction')) return true;
  return false;
}

/** A block copied from a spreadsheet fills the cells from the one that has focus, right and down. */
export function pasteTable(
  event: ClipboardEvent<HTMLTableElement>,
  lines: LineNow[],
  fields: EntryField[],
  onChange: (key: string, part: Partial<Entry>) => void,
): void {
  const cell = event.target;
  const text = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '');
  if (
    !(cell instanceof HTMLInputElement) ||
    cell.dataset.column === undefined ||
    !/[\t\n]/.test(text)
  )
    return;
  event.preventDefault();
  const firstField = fields.findIndex((field) => field === cell.dataset.column);
  const free = lines.filter(({ state }) => state !== 'sent');
  const firstLine = free.findIndex(({ line }) => line.key === cell.dataset.line);
  text.split(/\r?\n/).forEach((row, down) => {
    const at = free[firstLine + down];
    if (at === undefined) return;
    const typed = row.split('\t').flatMap((value, right) => {
      const field = fields[firstField + right];
      return field === undefined ? [] : [[field, value.trim()] as const];
    });
    onChange(at.line.key, { ...Object.fromEntries(typed), confirmed: false });
  });
}
