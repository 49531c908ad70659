import { patternDetector } from './detector.ts';

/** Keys by their issuers' own prefixes, private keys, JSON web tokens, and whatever follows a word like "password". */
export const secretDetector = patternDetector({
  type: 'SECRET',
  patterns: [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,8000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
    /(?<![\w])(?:AKIA|ASIA)[0-9A-Z]{16}(?![\w])/g,
    /(?<![\w])(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{20,64})/g,
    /(?<![\w])xox[abeoprs]-[A-Za-z0-9-]{10,250}/g,
    /(?<![\w])(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,250}/g,
    /(?<![\w])AIza[A-Za-z0-9_-]{35}(?![\w-])/g,
    /(?<![\w])ATATT[A-Za-z0-9_=-]{20,250}/g,
    /(?<![\w])eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{0,2000})?/g,
    /\bBearer\s(?<value>[A-Za-z0-9._~+/-]{16,2000}={0,2})/g,
    // "password: x", "pwd=x", "the password is Summer2024!": a value that follows a sign, or that looks like one.
    /\b(?:password|passwd|passwort|passcode|pwd|pass|api[ _-]?key|secret(?:[ _-]?key)?|client[ _-]?secret|access[ _-]?key|access[ _-]?token|token|pin)\s{0,3}[:=]\s{0,3}["']?(?<value>[^\s"'<>,;[\]]{4,200})/gi,
    /\b(?:password|passwd|passwort|passcode|pwd|api key|secret)\s(?:is|was|to)\s["']?(?<value>(?=[^\s"']{0,60}[\d!@#$%^&*])[^\s"'<>,;[\]]{5,60}[^\s"'<>,;[\].!?])/gi,
  ],
});
