import { describe, expect, it } from 'vitest';
import type { BadRecord, DataRecord } from './data-record.ts';
import type { TrainingRow } from './training-row.ts';
import { type RowSelection, trainingRows } from './training-rows.ts';

async function select(values: readonly Record<string, unknown>[], selection: Partial<RowSelection>) {
  async function* records(): AsyncGenerator<DataRecord> {
    for (const [index, row] of values.entries()) yield { line: index + 1, values: row };
  }
  const bad: BadRecord[] = [];
  const complete = { text: ['text'], targets: [{ name: 'topic', column: 'label' }], where: [], ...selection };
  const rows: TrainingRow[] = [];
  for await (const row of trainingRows(records(), complete, (record) => bad.push(record))) rows.push(row);
  return { rows, bad };
}

describe('trainingRows', () => {
  it('joins texts, renames targets, and takes numbers as labels', async () => {
    const { rows } = await select(
      [
        { title: 'a', body: 'b', label: 3 },
        { title: 'c', label: true },
      ],
      {
        text: ['title', 'body'],
      },
    );
    expect(rows).toEqual([
      { text: 'a\nb', labels: { topic: '3' } },
      { text: 'c', labels: { topic: 'true' } },
    ]);
  });

  it('keeps rows that have some of the labels', async () => {
    const targets = [
      { name: 'topic', column: 'label' },
      { name: 'group', column: 'group' },
    ];
    const { rows, bad } = await select(
      [
        { text: 'a', label: 'x' },
        { text: 'b', group: 'g', label: '' },
      ],
      { targets },
    );
    expect(rows.map(({ labels }) => labels)).toEqual([{ topic: 'x' }, { group: 'g' }]);
    expect(bad).toEqual([]);
  });

  it('reports rows without text, without label, or with something else in their place', async () => {
    const { rows, bad } = await select(
      [
        { text: ' ', label: 'x' },
        { text: 'a', label: null },
        { text: ['a'], label: 'x' },
        { text: 'a', label: {} },
        { text: 'a', label: 'x' },
      ],
      {},
    );
    expect(rows).toHaveLength(1);
    expect(bad.map(({ line, problem }) => `${line}: ${problem}`)).toEqual([
      '1: no text',
      '2: no label',
      '3: the text column "text" holds no plain value',
      '4: the target column "label" holds no plain value',
    ]);
  });

  it('says so when there is no row at all', async () => {
    await expect(select([], {})).rejects.toThrow('The data holds no row that can be read.');
  });

  it('names the columns there are when one is missing', async () => {
    await expect(select([{ body: 'a', topic: 'x' }], {})).rejects.toThrow(
      'The data has no column "text", "label"; it has the columns body, topic.',
    );
  });

  it('selects by value and says when nothing matches', async () => {
    const data = [
      { text: 'a', label: 'x', split: 'train' },
      { text: 'b', label: 'y', split: 'dev' },
    ];
    const { rows } = await select(data, { where: [{ column: 'split', value: 'dev' }] });
    expect(rows).toEqual([{ text: 'b', labels: { topic: 'y' } }]);
    await expect(select(data, { where: [{ column: 'split', value: 'test' }] })).rejects.toThrow(
      'No row has split=test.',
    );
  });
});
