/**
 * The skeleton of a company name: two names that a person may take for the same have the same skeleton.
 *
 * After Unicode UTS 39 ("confusables"), reduced to what company names need: compatibility forms, case, accents,
 * Cyrillic and Greek letters and digits that look like Latin ones, `rn`/`m` and `vv`/`w`, punctuation, white space and
 * the words that only name a legal form. A skeleton flags for a person to look at; it never refuses anybody.
 */

/** Words at the end of a name that only say the legal form, folded: without accents and dots, lower case. */
const LEGAL_FORMS: readonly string[] = [
  // English
  'inc',
  'incorporated',
  'corp',
  'corporation',
  'co',
  'company',
  'ltd',
  'limited',
  'llc',
  'llp',
  'lp',
  'plc',
  'pty',
  'pte',
  // German, Dutch, Nordic
  'gmbh',
  'mbh',
  'ag',
  'kg',
  'kgaa',
  'ohg',
  'gbr',
  'ug',
  'ev',
  'bv',
  'nv',
  'vof',
  'ab',
  'as',
  'asa',
  'aps',
  'oy',
  'oyj',
  // Romance
  'sa',
  'sarl',
  'sas',
  'sasu',
  'eurl',
  'snc',
  'spa',
  'srl',
  'sl',
  'slu',
  'lda',
  'ltda',
  'sapi',
  'cv',
  // Eastern Europe and others
  'doo',
  'dd',
  'sro',
  'zoo',
  'sp',
  'kft',
  'zrt',
  'ood',
  'eood',
  'ooo',
  'oao',
  'zao',
  'kk',
  'sdn',
  'bhd',
  'pvt',
];

/** Letters of other scripts, and Latin ones that no decomposition reduces, by what they look like in either case. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  // Latin
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'p',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ɡ: 'g',
  ɑ: 'a',
  // Cyrillic
  а: 'a',
  в: 'b',
  г: 'r',
  е: 'e',
  з: '3',
  и: 'u',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  п: 'n',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  ф: 'o',
  х: 'x',
  ѕ: 's',
  ԁ: 'd',
  ԛ: 'q',
  ԝ: 'w',
  һ: 'h',
  ь: 'b',
  б: '6',
  ӏ: 'l',
  // Greek
  α: 'a',
  β: 'b',
  γ: 'y',
  ε: 'e',
  ζ: 'z',
  η: 'h',
  ι: 'i',
  κ: 'k',
  μ: 'm',
  ν: 'n',
  ο: 'o',
  ρ: 'p',
  σ: 'o',
  ς: 'o',
  τ: 't',
  υ: 'y',
  χ: 'x',
  ω: 'w',
};

/** What one glance cannot tell apart within Latin; `i` and `l` because a capital I is an l. */
const GLANCES: readonly [RegExp, string][] = [
  [/[i1|!]/g, 'l'],
  [/0/g, 'o'],
  [/m/g, 'rn'],
  [/w/g, 'vv'],
];

/** The skeleton of a company name; never empty for a name that is not empty. */
export function nameSkeleton(name: string): string {
  const words = wordsOf(name);
  const meant = withoutLegalForm(words);
  const text = (meant.length > 0 ? meant : words).join('');
  if (text === '') return name.normalize('NFKC').trim().toLowerCase();
  return GLANCES.reduce((seen, [pattern, as]) => seen.replace(pattern, as), text);
}

/** Lower-case words of Latin letters and digits (or of scripts that look like nothing else), accents gone. */
function wordsOf(name: string): string[] {
  const lower = name.normalize('NFKC').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  const latin = Array.from(lower, (character) => LOOKALIKES[character] ?? character).join('');
  return latin
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad'’`´]/g, '')
    .replace(/(?<![\p{L}\p{N}])(?:[\p{L}]\.){2,}/gu, (initials) => `${initials.replace(/\./g, '')} `)
    .replace(/[&+]/g, ' and ')
    .split(/[^\p{L}\p{N}|!]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

function withoutLegalForm(words: readonly string[]): string[] {
  let end = words.length;
  while (end > 0 && LEGAL_FORMS.includes(words[end - 1]!)) end -= 1;
  // "Smith & Co." is Smith.
  if (end < words.length && end > 0 && words[end - 1] === 'and') end -= 1;
  const start = end > 1 && words[0] === 'the' ? 1 : 0;
  return words.slice(start, end);
}
