import { patternDetector } from './detector.ts';

const start = String.raw`(?<![\w])`;
const nameOfSecret = [
  ...[
    'password',
    'passwd',
    'passwort',
    'kennwort',
    'mot de passe',
    'contraseña',
    'passcode',
    'passphrase',
    'pwd',
    'pass',
  ],
  ...[
    'api[ _-]?key',
    'secret(?:[ _-]?(?:access[ _-]?)?key)?',
    'client[ _-]?secret',
    'access[ _-]?key',
    'account[ _-]?key',
  ],
  ...[
    '(?:access|refresh|auth|id|bearer|api)[ _-]?token',
    'token',
    'shared[ _-]?access[ _-]?key',
    'connection[ _-]?password',
    'pin',
    'otp',
  ],
].join('|');

/** "for the VPN" */
const whose = String.raw`(?:\s(?:for|of|on|at|für|zum|von|pour|de|para)(?:\s[\p{L}\p{N}_.-]{1,20}){1,3}?)?`;

/** Keys by their issuers' own prefixes. */
const keys = [
  // Amazon Web Services, GitHub, GitLab, Slack
  String.raw`(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![\w])`,
  'gh[pousr]_[A-Za-z0-9]{30,255}',
  'github_pat_[A-Za-z0-9_]{20,255}',
  'gl(?:pat|dt|ptt|soat|rt)-[A-Za-z0-9_-]{20,64}',
  'xox[abeoprs]-[A-Za-z0-9-]{10,250}',
  'xapp-[0-9]-[A-Za-z0-9-]{10,250}',
  // Stripe, Google, Atlassian, SendGrid, npm, PyPI, OpenAI and Anthropic, Azure storage, HashiCorp, DigitalOcean
  '(?:sk|pk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,250}',
  String.raw`AIza[A-Za-z0-9_-]{35}(?![\w-])`,
  'ya29\\.[A-Za-z0-9_-]{20,500}',
  'GOCSPX-[A-Za-z0-9_-]{20,64}',
  'AT(?:ATT|CTT|STT)3[A-Za-z0-9_=-]{20,250}',
  'ATATT[A-Za-z0-9_=-]{20,250}',
  'SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}',
  'npm_[A-Za-z0-9]{36}',
  'pypi-[A-Za-z0-9_-]{32,250}',
  'sk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,250}',
  'hvs\\.[A-Za-z0-9_-]{20,250}',
  'do[opr]_v1_[a-f0-9]{64}',
];

/** Private keys, JSON web tokens, issuers' keys, HTTP credentials, and whatever follows a word like "password". */
export const secretDetector = patternDetector({
  type: 'SECRET',
  version: '3',
  patterns: [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!-)){0,8000}(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/g,
    new RegExp(`${start}(?:${keys.join('|')})`, 'g'),
    /(?<![\w])eyJ[A-Za-z0-9_-]{8,2000}\.(?:eyJ)?[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,2000}){0,3}/g,
    /\b(?:Bearer|Basic|Digest|ApiKey|Token)\s(?<value>(?=[^\s]{0,40}[\d=+/._-])[A-Za-z0-9._~+/-]{12,2000}={0,2})(?![\w])/g,
    // "password: x", "pwd=x", "AccountKey=…;", "the password is Summer2024!": after a sign, or where it looks like one.
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?:${nameOfSecret})["']?\s{0,3}[:=]\s{0,3}["']?(?<value>[^\s"'<>,;[\]]{4,200})`,
      'giu',
    ),
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?:${nameOfSecret})${whose}\s(?:is|was|to|ist|lautet|lautete|est|es|era)\s["']?(?<value>(?=[^\s"']{0,60}[\d!@#$%^&*])[^\s"'<>,;[\]]{3,60}[^\s"'<>,;[\].!?])`,
      'giu',
    ),
    // "my password Summer2024! is refused": letters, digits and another character, as rules for passwords want them.
    /(?<![\p{L}\p{N}])(?:password|passwd|passwort|kennwort|passcode|pwd)\s["'(]?(?<value>(?=\S{0,59}\d)(?=\S{0,59}\p{L})(?=\S{0,59}[!@#$%^&*?])[^\s"'<>,;()[\]]{6,60}?)(?=[.,;:)\]"']?(?:\s|$))/giu,
  ],
});
