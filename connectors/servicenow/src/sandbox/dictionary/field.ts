/** The field types of the platform that the sandbox knows; they decide how a value is kept, compared and shown. */
export type FieldType =
  | 'string'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'reference'
  | 'glide_date_time'
  | 'glide_date'
  | 'glide_duration'
  | 'journal_input'
  | 'journal_list'
  | 'GUID'
  | 'sys_class_name';

/** One column, as `sys_dictionary` describes it. */
export interface FieldDefinition {
  readonly element: string;
  readonly label: string;
  readonly type: FieldType;
  readonly maxLength: number;
  /** The table a reference points to. */
  readonly reference: string | null;
  /** The column of that table which a reference holds; a few tables of the platform are keyed by name. */
  readonly referenceKey: 'sys_id' | 'name';
  readonly defaultValue: string;
  readonly isMandatory: boolean;
  /** Set by the platform alone: what a client sends for it is dropped without a word. */
  readonly isReadOnly: boolean;
  /** Values come from `sys_choice`. */
  readonly isChoice: boolean;
  /** The field whose value selects the choices (subcategory depends on category). */
  readonly dependentOn: string | null;
  /** Never leaves the instance (passwords). */
  readonly isSecret: boolean;
}

type Facts = Partial<Omit<FieldDefinition, 'element'>>;

const maxLengths: Readonly<Partial<Record<FieldType, number>>> = {
  reference: 32,
  GUID: 32,
  journal_input: 4000,
  journal_list: 4000,
};

/** "short_description" reads "Short description", as the platform labels a new column. */
function labelOf(element: string): string {
  const words = element.replace(/^u_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A column; what is not said takes the platform's defaults. */
export function field(element: string, type: FieldType = 'string', facts: Facts = {}): FieldDefinition {
  return {
    element,
    label: labelOf(element),
    type,
    maxLength: maxLengths[type] ?? 40,
    reference: null,
    referenceKey: 'sys_id',
    defaultValue: '',
    isMandatory: false,
    isReadOnly: false,
    isChoice: false,
    dependentOn: null,
    isSecret: false,
    ...facts,
  };
}

/** A column that points to a record of `table`. */
export function reference(element: string, table: string, facts: Facts = {}): FieldDefinition {
  return field(element, 'reference', { reference: table, ...facts });
}

/** Several columns of one type, named in one string. */
export function fields(elements: string, type: FieldType = 'string', facts: Facts = {}): FieldDefinition[] {
  return elements
    .split(/\s+/)
    .filter(Boolean)
    .map((element) => field(element, type, facts));
}
