import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasker, patternDetector } from './index.ts';

const masker = createMasker();

function escaped(text: string): string {
  return text.replace(/[$(-+./?[-^{|}]/g, '\\$&');
}

/** Pieces that make texts the detectors bite on. */
const piece = fc.oneof(
  fc.constantFrom(
    'Dear Anna Schmidt,',
    'anna.schmidt@example.com',
    'GB82 WEST 1234 5698 7654 32',
    '4111 1111 1111 1111',
    '10.0.0.12',
    '+49 170 1234567',
    '555-123-4567',
    'password: Summer2024!',
    'My name is Jane Doe',
    'https://u:p@host.example/x',
    '[EMAIL_1]',
    'call me on',
    '078-05-1120',
    'Regards,\n',
    'Anna Schmidt',
    'Apt. 12',
    '90 Whitchurch Road',
    '-----BEGIN PRIVATE KEY-----',
    '::1',
    'user msmith',
    'C:\\Users\\',
    'CORP\\',
    'name: ',
    'anna kowalska',
    'Leaver: Novak, Petra',
    'PESEL 44051401359',
    '811228-9874',
    'https://hooks.example.com/services/',
    'x7Kd92mQp4Lz81vTnRw3',
    '我叫王小明，',
    '田中さん',
    '김민수님',
    'اسمي محمد',
    'คุณสมชาย',
    'Γιώργος',
    "'s laptop",
    ',',
    ' ',
    '\n',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('1', '2', '-', '.', '@', ':', 'A', 'b', ' ', '+', '(', ')'),
    maxLength: 25,
  }),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' '));

describe('createMasker', () => {
  it.each([
    ['write to anna.schmidt@example.com', 'write to [EMAIL_1]'],
    ['the host 10.0.0.12 is down', 'the host [IP_1] is down'],
    ['it is fe80::1ff:fe23:4567:890a here', 'it is [IP_1] here'],
    ['pay to GB82 WEST 1234 5698 7654 32 today', 'pay to [IBAN_1] today'],
    ['card 4111 1111 1111 1111 was refused', 'card [CARD_1] was refused'],
    ['call +49 170 1234567', 'call [PHONE_1]'],
    ['my ssn is 078-05-1120', 'my ssn is [NATIONAL_ID_1]'],
    ['log in with password: Summer2024!', 'log in with password: [SECRET_1]'],
    ['key AKIAIOSFODNN7EXAMPLE leaked', 'key [SECRET_1] leaked'],
    ['see https://host.example/reset?token=abcdef123456', 'see [URL_1]'],
    ['clone https://bob:hunter2@git.example/repository', 'clone [URL_1]'],
    ['Hi, my name is Jane Doe.', 'Hi, my name is [PERSON_1].'],
    ['the token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl expired', 'the token [SECRET_1] expired'],
    ['Authorization: Bearer abcdef0123456789.xyz', 'Authorization: Bearer [SECRET_1]'],
    ['Authorization: Basic YWRtaW46aHVudGVyMg==', 'Authorization: Basic [SECRET_1]'],
    [`-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\nthanks`, '[SECRET_1]\nthanks'],
    ['AccountKey=abcd1234efgh5678==;EndpointSuffix=x', 'AccountKey=[SECRET_1];EndpointSuffix=x'],
    ['das Passwort ist Sommer2024!', 'das Passwort ist [SECRET_1]!'],
    ['codice fiscale RSSMRA85T10A562S', 'codice fiscale [NATIONAL_ID_1]'],
    ['we asked Anna Schmidt about it', 'we asked [PERSON_1] about it'],
    ['Zsófia cannot print', '[PERSON_1] cannot print'],
    ['ask Szczepańska or Krisztián Szöllősy', 'ask [PERSON_1] or [PERSON_2]'],
    ['spoke with Jean-Pierre de la Fontaine today', 'spoke with [PERSON_1] today'],
    ["O'Brien's laptop is broken", "[PERSON_1]'s laptop is broken"],
    ['my name is patricia miller', 'my name is [PERSON_1]'],
    ['Paul Jensen and Mark Hansen need access', '[PERSON_1] and [PERSON_2] need access'],
    ['Анна Петрова не может войти', '[PERSON_1] не может войти'],
    ['I live at 90 Whitchurch Road, Cardiff CF14 3LX', 'I live at [ADDRESS_1]'],
    ['Büro: Königstraße 12, 70173 Stuttgart', 'Büro: [ADDRESS_1]'],
    ['ship it to PSC 1437, Box 3833\nAPO AA 66791', 'ship it to [ADDRESS_1]'],
    ['we moved to 12 Rue de Rivoli', 'we moved to [ADDRESS_1]'],
    ['PESEL 44051401359 and 44051401358', 'PESEL [NATIONAL_ID_1] and 44051401358'],
    ['my BSN is 111222333', 'my BSN is [NATIONAL_ID_1]'],
    ['the password for the VPN is Tulip4-ever', 'the password for the VPN is [SECRET_1]'],
    ['my new password Tulip4! is refused', 'my new password [SECRET_1] is refused'],
    ['see https://hooks.example.com/services/T0A/B0B/x7Kd92mQp4Lz81vTnRw3', 'see [URL_1]'],
    ['unlock CORP\\msmith, not CORP\\svc', 'unlock CORP\\[USERNAME_1], not CORP\\svc'],
    ['user msmith is locked', 'user [USERNAME_1] is locked'],
    ['C:\\Users\\anna.k\\Desktop', 'C:\\Users\\[USERNAME_1]\\Desktop'],
    ['Hi team, this is Jürgen Müller from accounting', 'Hi team, this is [PERSON_1] from accounting'],
    [
      'I spoke to Will Smith and my colleague Mark Young',
      'I spoke to [PERSON_1] and my colleague [PERSON_2]',
    ],
    ['It jams.\nBest regards,\nGrace', 'It jams.\nBest regards,\n[PERSON_1]'],
    ['Leaver: Novak, Petra', 'Leaver: [PERSON_1], [PERSON_2]'],
    ['我叫王小明，电脑无法开机', '我叫[PERSON_1]，电脑无法开机'],
    ['営業部の田中です。', '営業部の[PERSON_1]です。'],
    ['안녕하세요, 김민수입니다.', '안녕하세요, [PERSON_1]입니다.'],
    ['مرحبا، اسمي محمد', 'مرحبا، اسمي [PERSON_1]'],
    ['Ο χρήστης Γιώργος Παπαδόπουλος', 'Ο χρήστης [PERSON_1]'],
  ])('masks %j', (original, masked) => {
    expect(masker.mask(original).text).toBe(masked);
  });

  it.each([
    'error 0x80070005 after update KB5034441 on Windows 11 version 10.0.22631',
    'order 4111 1111 1111 1112 is no card, GB82WEST12345698765433 no account',
    'since 2024-11-23 at 10:15:00 the server build 16.0.14326.20404 fails',
    'see https://support.example.com/articles/printing?page=2',
    'please reset the password of the shared mailbox',
    'Will the Outlook update mark all mails? May I call it a Page fault?',
    'Jenkins, Jira and Cassandra run on Oracle Linux in Jordan and in Sydney',
    'the contract with Hawkins, Richardson and Santana and with Johnson Ltd',
    'Der Drucker im Keller druckt nicht, bitte die Tastatur und den Bildschirm prüfen',
    'THE SERVER IS DOWN AND MARK ALL TICKETS',
    'Windows Server 2019 shows Error 500 on Port 8080',
    'the rose and the carol are in a file named summer',
    'see https://git.example.com/app/commit/6dcd4ce23d88e2ee9568ba546c007c63d9131c1b in app 10.4.2',
    'the guide https://wiki.example.com/how-to/install-office-365-on-windows-11-and-on-a-mac',
    'user account locked, login page blank, password for the VPN is wrong',
    'TeamSite 9462 8476 6828 and 756.7201.4528.31',
    'SharePoint and Power BI show the Project Plan of Microsoft Visio 2016',
  ])('leaves %j as it is', (original) => {
    expect(masker.mask(original)).toEqual({ text: original, spans: [] });
  });

  it('gives the same value the same pseudonym and another value another one', () => {
    expect(masker.mask('a@b.org, c@d.org and A@B.org').text).toBe('[EMAIL_1], [EMAIL_2] and [EMAIL_1]');
  });

  it('does not give a new value a pseudonym that the text already holds', () => {
    expect(masker.mask('[EMAIL_1] wrote to a@b.org').text).toBe('[EMAIL_1] wrote to [EMAIL_2]');
  });

  it('masks a name that a cue gave away wherever else it stands, and leaves products alone', () => {
    expect(masker.mask('Hi, this is Jane Doe. Please call Jane, not Outlook. Doe').text).toBe(
      'Hi, this is [PERSON_1]. Please call [PERSON_2], not Outlook. [PERSON_3]',
    );
  });

  it('takes further detectors, and its version says so', () => {
    const staff = patternDetector({ type: 'STAFF_NUMBER', version: '7', patterns: [/\bE\d{6}\b/g] });
    const extended = createMasker({ detectors: [staff] });
    expect(extended.mask('ask E123456').text).toBe('ask [STAFF_NUMBER_1]');
    expect(extended.version).toContain('STAFF_NUMBER@7');
    expect(extended.version).not.toBe(masker.version);
  });

  it('gives equal values of a text one pseudonym, and unequal ones different pseudonyms', () => {
    const normal = (value: string) => value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
    // The same values again and again, as they come in threads of mails.
    const thread = fc
      .tuple(fc.array(text, { minLength: 1, maxLength: 3 }), fc.array(fc.nat(2), { maxLength: 5 }))
      .map(([mails, quoted]) => quoted.map((index) => mails[index % mails.length]).join('\n> '));
    fc.assert(
      fc.property(thread, (original) => {
        const masked = masker.mask(original);
        const values = new Map<string, string>();
        const pseudonyms = new Map<string, string>();
        for (const { type, start, end, masked: place } of masked.spans) {
          const pseudonym = masked.text.slice(place.start, place.end);
          const value = `${type} ${normal(original.slice(start, end))}`;
          expect(values.get(pseudonym) ?? value).toBe(value);
          expect(pseudonyms.get(value) ?? pseudonym).toBe(pseudonym);
          values.set(pseudonym, value);
          pseudonyms.set(value, pseudonym);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(text, (original) => {
        const once = masker.mask(original).text;
        expect(masker.mask(once)).toEqual({ text: once, spans: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('reports spans of the original, in order, between which the text is untouched', () => {
    fc.assert(
      fc.property(text, (original) => {
        const { text: masked, spans } = masker.mask(original);
        let position = 0;
        let pattern = '';
        for (const { type, start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(position);
          expect(end).toBeGreaterThan(start);
          pattern += `${escaped(original.slice(position, start))}\\[${type}_\\d+\\]`;
          position = end;
        }
        expect(masked).toMatch(new RegExp(`^${pattern}${escaped(original.slice(position))}$`));
      }),
      { numRuns: 500 },
    );
  });

  /** What keeps a detector busy when it comes again and again. */
  const busy = [
    'a|1|Aa |1 |@|http://a/|(1)|a.|-----BEGIN |password |\u{1f600}|:|Anna |Anna, |Aa, Aa and Aa |anna, |A. |Dr. |Aa-',
    'Aa said |Anna\n1 A|x@y.zz |12 Main |12a, |Apt. 1 |the corner of A and |Aa Straße |Rue |P.O. Box 1 |[EMAIL_1] ',
    'user a|name: |hi anna, |From: Aa, |password for the |passport no |C:\\Users\\|http://a?a=|王小明先生|김민수님|اسمي محمد ',
    "คุณ|の田中|नाम |名前：ア|123456-|11 11 |d'A|Aa's |-----BEGIN PRIVATE KEY-----\n",
  ].flatMap((line) => line.split('|'));

  it.each(busy)('takes 200,000 characters of %j', (unit) => {
    const long = unit.repeat(Math.ceil(200_000 / unit.length));
    expect(masker.mask(long).text.length).toBeGreaterThan(0);
  });

  it('takes a megabyte of all of it', () => {
    const mixed = busy
      .map((unit) => unit.repeat(Math.ceil(1_000_000 / busy.length / unit.length)))
      .join('\n');
    expect(masker.mask(mixed).spans.length).toBeGreaterThan(1_000);
  });

  it('takes long repetitions of whatever the detectors bite on', () => {
    fc.assert(
      fc.property(text, (unit) => {
        fc.pre(unit !== '');
        const long = unit.repeat(Math.ceil(50_000 / unit.length));
        expect(masker.mask(long).spans.every(({ start, end }) => start < end)).toBe(true);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
