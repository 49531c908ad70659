import { listWords } from './list-words.ts';
import { panelStrings } from './strings.ts';

export interface CatalogNotesProps {
  /** Values of the catalog that the model cannot predict. */
  readonly notLearnt: readonly string[];
  /** Labels of the model that the catalog does not offer. */
  readonly withheld: readonly string[];
}

/** Where the model's labels and the service desk's values differ, and what follows from it. */
export function CatalogNotes({ notLearnt, withheld }: CatalogNotesProps) {
  const notes = [
    { title: panelStrings.withheldTitle, text: panelStrings.withheld, words: withheld },
    { title: panelStrings.notLearntTitle, text: panelStrings.notLearnt, words: notLearnt },
  ].filter(({ words }) => words.length > 0);
  return notes.map(({ title, text, words }) => (
    <section className="sb-part" key={title}>
      <h4 className="sb-part-title">{title}</h4>
      <p className="sb-quiet">{text(listWords(words))}</p>
    </section>
  ));
}
