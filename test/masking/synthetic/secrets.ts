import { alphanumeric, capitals, hexadecimal, type Random } from './random.ts';
import type { Value } from './value.ts';

const base64Url = `${alphanumeric}-_`;
const encoded = (value: string): string => Buffer.from(value).toString('base64url');

function key(kind: string, make: (random: Random) => string): Value {
  return { type: 'SECRET', kind: `key: ${kind}`, make };
}

function password(random: Random): string {
  const word = random.pick(['Summer', 'Dragon', 'Hannover', 'qwertz', 'Blue-Sky', 'letMeIn', 'Tr0ub4dor']);
  return `${word}${random.digits(1 + random.below(4))}${random.pick(['!', '#', '$', '?!', '&x'])}${random.characters(1 + random.below(3), alphanumeric)}`;
}

function url(kind: string, make: (random: Random) => string): Value {
  return { type: 'URL', kind: `URL: ${kind}`, make };
}

export const secrets: readonly Value[] = [
  key('AWS access key', (random) => `AKIA${random.characters(16, `${capitals}234567`)}`),
  key('GitHub token', (random) => `ghp_${random.characters(36, alphanumeric)}`),
  key('GitLab token', (random) => `glpat-${random.characters(20, base64Url)}`),
  key('Slack token', (random) => `xoxb-${random.digits(12)}-${random.characters(24, alphanumeric)}`),
  key('Stripe key', (random) => `sk_live_${random.characters(24, alphanumeric)}`),
  key('Google API key', (random) => `AIza${random.characters(35, alphanumeric)}`),
  key(
    'SendGrid key',
    (random) => `SG.${random.characters(22, alphanumeric)}.${random.characters(43, alphanumeric)}`,
  ),
  key('npm token', (random) => `npm_${random.characters(36, alphanumeric)}`),
  key('OpenAI key', (random) => `sk-proj-${random.characters(48, alphanumeric)}`),
  key(
    'JSON web token',
    (random) =>
      `${encoded('{"alg":"HS256","typ":"JWT"}')}.${encoded(`{"sub":"${random.digits(8)}"}`)}.${random.characters(43, base64Url)}`,
  ),
  key('private key', (random) => {
    const lines = Array.from({ length: 4 }, () => random.characters(64, `${alphanumeric}+/`));
    return `-----BEGIN RSA PRIVATE KEY-----\n${lines.join('\n')}\n-----END RSA PRIVATE KEY-----`;
  }),
  {
    type: 'SECRET',
    kind: 'HTTP credentials',
    make: (random) => random.characters(32, alphanumeric),
    sentences: [
      'Authorization: Bearer {}',
      "curl -H 'Authorization: Bearer {}' fails",
      'Authorization: Basic {}==',
    ],
  },
  {
    type: 'SECRET',
    kind: 'password after a sign',
    make: password,
    sentences: [
      'password: {}',
      'pwd={}',
      'Passwort: {}',
      'User: svc_backup Password: {}',
      '"password": "{}",',
      'mot de passe : {}',
      'DB_PASSWORD={}',
      'Server=db1;User Id=app;Password={};',
    ],
  },
  {
    type: 'SECRET',
    kind: 'password in a sentence',
    make: password,
    sentences: [
      'my password is {}',
      'the password was {}',
      'das Passwort lautet {}',
      'the password for the VPN is {}',
      'I changed my password to {}',
      'my password {} does not work',
      'the new password ({}) is refused',
    ],
  },
  {
    type: 'SECRET',
    kind: 'key after a name',
    make: (random) => random.characters(32, hexadecimal),
    sentences: [
      'api_key={}',
      'API key: {}',
      'client secret = {}',
      'AccountKey={};',
      'export ACCESS_TOKEN={}',
      '"apiKey": "{}"',
    ],
  },
  url(
    'token',
    (random) => `https://portal.example.com/reset?user=4711&token=${random.characters(24, alphanumeric)}`,
  ),
  url(
    'password',
    (random) => `https://deploy:${random.characters(12, alphanumeric)}@git.example.com/team/app.git`,
  ),
  url(
    'shared access signature',
    (random) =>
      `https://files.blob.example.net/logs/a.zip?sv=2022-11-02&se=2026-01-01&sr=b&sig=${random.characters(43, alphanumeric)}%3D`,
  ),
  url(
    'presigned',
    (random) =>
      `https://bucket.s3.example.com/dump.gz?X-Amz-Expires=3600&X-Amz-Signature=${random.characters(64, hexadecimal)}`,
  ),
  url(
    'access token in the fragment',
    (random) => `https://app.example.com/callback#access_token=${random.characters(40, base64Url)}`,
  ),
  url('sharing link', (random) => `https://share.example.com/s/${random.characters(40, alphanumeric)}`),
  url(
    'webhook',
    (random) =>
      `https://hooks.example.com/services/T0${random.characters(8, capitals)}/B0${random.characters(8, capitals)}/${random.characters(24, alphanumeric)}`,
  ),
  url(
    'database',
    (random) => `postgres://app:${random.characters(14, alphanumeric)}@db.example.com:5432/tickets`,
  ),
];
