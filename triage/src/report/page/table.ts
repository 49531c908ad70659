import { html, type Markup, type Piece } from './html.ts';

export interface Column<Row> {
  readonly name: string;
  readonly isNumber?: boolean;
  value(row: Row): Piece;
}

/** A table whose first column names its rows; it can be scrolled with the keyboard where it is wide. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  const cell = ({ isNumber, value }: Column<Row>, index: number, row: Row): Markup => {
    if (index === 0) return html`<th scope="row">${value(row)}</th>`;
    return isNumber === true ? html`<td class="number">${value(row)}</td>` : html`<td>${value(row)}</td>`;
  };
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${columns.map(
    ({ name, isNumber }) =>
      isNumber === true
        ? html`<th scope="col" class="number">${name}</th>`
        : html`<th scope="col">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${columns.map((column, index) => cell(column, index, row))}</tr>`,
  )}</tbody></table></div>`;
}
