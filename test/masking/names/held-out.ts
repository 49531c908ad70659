import { type AnnotatedText, composeText } from '../annotated-text.ts';

/**
 * Names and sentences that were written after the detectors, which were not changed for them: what can be expected of
 * text that was not foreseen. Measured, never learnt from.
 */
const people = [
  ...[
    'Beatrice Oyelaran',
    'Cormac Gallagher',
    'Radoslav Dimitrov',
    'Henrietta Blackwood',
    'Sanjay Deshpande',
  ],
  ...[
    'Marguerite Poirier',
    'Hiroshi Nakagawa',
    'Lindiwe Mahlangu',
    'Stefan Brandstätter',
    'Guadalupe Herrera',
  ],
  ...['Paolo Quaranta', 'Ingrid Haugen', 'Temirlan Sadykov', 'Wendy Chow', 'Abdullah Farouk', 'Marek Wójcik'],
  ...['Colm Tóibín', 'Xiomara Villanueva', 'Ebba Sandström', 'Kofi Asante', 'Ruth Goldberg', 'Nikhil Bhatt'],
  ...[
    'Dirk Nowak',
    'Camille Rousseau',
    'Phuong Le',
    'Desmond Tate',
    'Anneke Visser',
    'Rosa Crespo',
    'Levan Beridze',
  ],
  ...[
    'Holly Day',
    'Brandon Lake',
    'Jasmine Rivers',
    'Max Power',
    'Tiago Carvalho',
    'Soo-jin Han',
    'Elif Korkmaz',
  ],
] as const;

const phrases = [
  'Good morning, could someone ring {full} back? He has no signal in the warehouse.',
  'We hired {full} last week and nobody ordered a laptop.',
  'As discussed with {full} yesterday the licence has to move to the new machine.',
  '{full} from Legal reports that the scanner makes stripes.',
  'Please transfer the phone number from {full} to {other}.',
  "I can't see {full}'s calendar any more since the migration.",
  'Meeting room 4: the screen stays black. {full} tried another cable.',
  'The ticket was opened by mistake, sorry! {given}',
  'Out of office until Monday, in urgent cases ask {full}.',
  '{given} says that her headset crackles.',
  'Forwarded message from {full}:',
  'Attendees: {full}, {other}',
  'My deputy is {full}, she may approve it.',
  'Who is {full}? I got a calendar invitation from that account.',
  'Best,\n\n{full}\nHead of Procurement',
  'Sent from my iPhone\n{given}',
  'Bitte den Zugang von {full} sperren, er hat uns verlassen.',
  '{full} a perdu son badge ce matin.',
  'El portátil de {full} no arranca.',
  'reset mfa for {lower}, new phone',
  '{lower} cant print',
] as const;

export function heldOutTickets(): AnnotatedText[] {
  return phrases.flatMap((phrase) =>
    people.map((full, index) => {
      const other = people[(index + 7) % people.length] ?? full;
      const [given = full] = full.split(' ');
      const written: Readonly<Record<string, string>> = { full, other, given, lower: full.toLowerCase() };
      return composeText(
        phrase.split(/\{(\w+)\}/).map((piece, place) => {
          if (place % 2 === 0) return { text: piece };
          const kind = piece === 'lower' ? 'held out, lower case' : 'held out';
          return { text: written[piece] ?? full, type: 'PERSON', kind };
        }),
      );
    }),
  );
}
