import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { richText, wikiToText } from './index.ts';

describe('wiki markup as text', () => {
  it.each([
    ['h2. Title', 'Title'],
    ['bq. quoted', 'quoted'],
    ['*bold* and _soft_ and {{mono}}', 'bold and soft and mono'],
    ['{color:red}red{color} {quote}q{quote}', 'red q'],
    ['{panel:title=My panel|borderStyle=dashed}in{panel}', 'My panel\nin'],
    ['* one\n** two\n# three', '- one\n  - two\n- three'],
    ['||host||state||\n|db_1|down|', 'host | state\ndb_1 | down'],
    ['[the guide|https://x.test/g]', 'the guide (https://x.test/g)'],
    ['[https://x.test/g]', 'https://x.test/g'],
    ['[https://x.test|https://x.test|smart-link]', 'https://x.test'],
    ['[mail@x.test|mailto:mail@x.test]', 'mail@x.test'],
    ['ask [~accountid:5c-1] or [Ada|~accountid:5c-2]', 'ask @5c-1 or @Ada'],
    ['see [^log.txt] and !screen shot.png|thumbnail!', 'see log.txt and screen shot.png'],
    ['above\n----\nbelow', 'above\n\nbelow'],
    ['one \\\\ two', 'one \n two'],
    ['\\{not a macro\\}', '{not a macro\\}'],
    ['a\r\nb', 'a\nb'],
  ])('%j reads %j', (markup, expected) => {
    expect(wikiToText(markup)).toBe(expected);
  });

  it.each([
    'error_code_12 and __init__ and snake_case_name',
    '2*3*4 = 24, rm *.log *.tmp, a*b',
    'C:\\temp\\new_file and \\\\server\\share_1',
    'values[0] and [ERROR] disk full and x[i][j]',
    'wow! really! yes!',
    '/var/log/_old_/app_1.log',
    'price -5- and 3 - 4',
    '{"json": {"nested_key": [1, 2]}}',
    'user@example.test #12 50% a|b',
    '$HOME %PATH_1% `cmd`',
  ])('leaves %j alone', (line) => {
    expect(wikiToText(line)).toBe(line);
  });

  it('passes code and noformat unchanged', () => {
    const code = 'int *p_q = a[0]; // *x* _y_\n  h1. no heading';
    expect(wikiToText(`before\n{code:java}\n${code}\n{code}\nafter *b*`)).toBe(`before\n${code}\nafter b`);
    expect(wikiToText(`{noformat}\n${code}{noformat}`)).toBe(code);
  });

  it('never loses a word', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9]{1,8}(?:[_.:@/-][A-Za-z0-9]{1,8}){0,3}$/);
    const wrap = fc.constantFrom('*%*', '_%_', '{{%}}', '%', '(%)', '"%"', '%,', '%.');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, wrap), { minLength: 1, maxLength: 20 }), (parts) => {
        const result = wikiToText(parts.map(([inner, around]) => around.replace('%', () => inner)).join(' '));
        for (const [inner] of parts) expect(result).toContain(inner);
      }),
    );
  });

  it('takes linear time on hostile markup', () => {
    const hostile = `${'*a '.repeat(20_000)}${'[a|'.repeat(20_000)}${'!a'.repeat(20_000)}`;
    expect(wikiToText(hostile).length).toBeGreaterThan(hostile.length / 2);
  });
});

it('reads a description whichever way it came', () => {
  expect(richText('*b* error_code_12')).toBe('b error_code_12');
  expect(richText({ type: 'doc', content: [{ type: 'text', text: '*b*' }] })).toBe('*b*');
  expect(richText(null)).toBe('');
});
