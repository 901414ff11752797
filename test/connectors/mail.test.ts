import { get } from 'node:http';
import type { NoticeItem, NoticeLetter } from '../../domain/people/notices';
import { ConnectorError } from '../../connectors/connector-error';
import { smtpMail } from '../../connectors/mail/smtp';
import type { Mail } from '../../connectors/mail/smtp';
import { isAlive } from '../../local/processes';
import type { Mailbox } from '../../local/mailbox';
import type { TakenMail } from '../../local/mail/server';
import { freshFolder, freshMailbox } from '../kit/programs';

const FROM = 'Partner lifecycle <lifecycle@vendor.example>';
const TO = 'pam@vendor.example';

let mailbox: Mailbox;
let mail: Mail;
let letters = 0;

beforeAll(async () => {
  mailbox = await freshMailbox();
  mail = smtpMail({ url: mailbox.smtpUrl, from: FROM });
});
afterEach(() => mailbox.fault({ mode: 'none' }));
afterAll(() => mailbox.stop());

const item = (parts: Partial<NoticeItem> = {}): NoticeItem => ({
  occasion: 'asked',
  what: 'approval',
  title: 'Business case',
  partnerName: 'Acme',
  outcome: null,
  dueMs: Date.UTC(2026, 9, 6, 12),
  openUrl: 'https://console.example/approvals/apr_1',
  decideUrl: 'https://console.example/links/abc',
  ...parts,
});
const letter = (parts: Partial<NoticeLetter> = {}): NoticeLetter => ({
  personName: 'Pam',
  language: 'en',
  zone: 'Europe/Berlin',
  daily: false,
  items: [item()],
  more: 0,
  inboxUrl: 'https://console.example/',
  ...parts,
});

/** Sends it. @returns as it arrived */
async function sent(parts: Partial<NoticeLetter> = {}, deliveryId = `dlv_${(letters += 1)}`): Promise<TakenMail> {
  await mail.send({ address: TO, deliveryId, letter: letter(parts) });
  return mailbox.mails().at(-1)!;
}

async function failure(): Promise<ConnectorError> {
  const error: unknown = await mail
    .send({ address: TO, deliveryId: 'dlv_x', letter: letter() })
    .catch((caught: unknown) => caught);
  if (!(error instanceof ConnectorError)) throw new Error(`Not refused: ${String(error)}`);
  return error;
}

describe('a letter', () => {
  test('arrives once, from us, to one address, as text and as HTML, marked as written by a program', async () => {
    const before = mailbox.mails().length;
    const { to, mail: got } = await sent({}, 'dlv_one');
    expect(mailbox.mails()).toHaveLength(before + 1);
    expect(to).toEqual([TO]);
    expect(got.headers).toMatchObject({
      from: FROM,
      to: TO,
      subject: 'Business case: Acme waits for you',
      'message-id': '<dlv_one@vendor.example>',
      'auto-submitted': 'auto-generated',
    });
    for (const body of [got.text, got.html])
      for (const words of ['Hello Pam,', 'Business case · Acme', 'https://console.example/links/abc'])
        expect(body).toContain(words);
    expect(got.text).toContain('Due Tue, Oct 6, 2026, 02:00 PM GMT+2');
  });

  test.each([
    ['en', 'Business case: Acme waits for you', 'Hello Pam,', 'Due Tue, Oct 6'],
    ['de', 'Business case: Acme wartet auf Sie', 'Guten Tag Pam,', 'Fällig Di., 6. Okt. 2026'],
    ['fr-CA', 'Business case : Acme vous attend', 'Bonjour Pam,', 'Échéance : mar. 6 oct. 2026'],
    ['xx', 'Business case: Acme waits for you', 'Hello Pam,', 'Due Tue, Oct 6'],
  ])('in %s', async (language, subject, greeting, due) => {
    const { mail: got } = await sent({ language });
    expect(got.headers['subject']).toBe(subject);
    expect(got.text).toContain(greeting);
    expect(got.text).toContain(due);
  });

  test('of many things counts them, and says how many more there are', async () => {
    const { mail: got } = await sent({ items: [item(), item({ partnerName: 'Second' })], more: 679 });
    expect(got.headers['subject']).toBe('681 things for you');
    expect(got.text).toContain('and 679 more');
    expect((await sent({ daily: true })).mail.headers['subject']).toBe('Today: 1 thing for you');
  });

  test('tells how what somebody asked for has ended', async () => {
    for (const [outcome, words] of [
      ['approved', 'It was approved.'],
      ['rejected', 'It was rejected.'],
      ['expired', 'Nobody decided in time'],
    ] as const) {
      const { mail: got } = await sent({ items: [item({ occasion: 'decided', outcome, decideUrl: null })] });
      expect(got.text).toContain(words);
      expect(got.text).not.toContain('Due');
    }
  });
});

describe('an invitation', () => {
  const invitation = (partnerName: string): Partial<NoticeLetter> => ({
    items: [
      item({
        occasion: 'invited',
        what: 'person',
        title: '',
        partnerName,
        dueMs: null,
        openUrl: 'https://console.example/',
        decideUrl: null,
      }),
    ],
  });

  test.each([
    ['en', 'You are invited: Acme', 'Your invitation · Acme', 'Sign in: https://console.example/'],
    ['de', 'Sie sind eingeladen: Acme', 'Ihre Einladung · Acme', 'Anmelden: https://console.example/'],
    ['fr', 'Vous êtes invité : Acme', 'Votre invitation · Acme', 'Se connecter: https://console.example/'],
  ])('in %s names the partner, leads to the door, and speaks of no roles', async (language, ...words) => {
    const [subject, ...lines] = words;
    const { mail: got } = await sent({ ...invitation('Acme'), language });
    expect(got.headers['subject']).toBe(subject);
    for (const line of lines) expect(got.text).toContain(line);
    expect(got.text).not.toMatch(/because of your roles|wegen Ihrer Rollen|en raison de vos rôles/);
    expect(got.html).toContain('href="https://console.example/"');
  });

  test('of one of our own people names no partner', async () => {
    const { mail: got } = await sent(invitation(''));
    expect(got.headers['subject']).toBe('You are invited');
    expect(got.text).toContain('\r\nYour invitation\r\n');
  });
});

/** What people and companies might call themselves. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</p></div><a href="https://evil.example">click</a>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &#x3C;i&#x3E;',
  'Acme\r\nBcc: thief@evil.example',
  'Acme\nSubject: other\n\nbody',
  'Acme\u2028Bcc: thief@evil.example',
  '=?utf-8?q?=0D=0ABcc:_thief@evil.example?=',
  'thief@evil.example>, <other@evil.example',
  '\u202Egnp.exe\u202C',
  'zero\u200Bwidth\uFEFF',
  '${7*7}{{7*7}}#{7*7}<%= 7*7 %>',
  'javascript:alert(1)',
  '.\r\n.\r\nMAIL FROM:<x@evil.example>',
  'NUL\u0000inside',
  'a'.repeat(5_000),
  '日本語の会社 Ünïcödé Şirket',
  '-- \r\nSent from my phone',
  'data:text/html,<script>alert(1)</script>',
];

describe('hostile names are inert', () => {
  test.each(HOSTILE.map((name) => [name.slice(0, 40), name]))('%j', async (_shown, name) => {
    const before = mailbox.mails().length;
    const { to, mail: got } = await sent({ personName: name, items: [item({ title: name, partnerName: name })] });
    // One letter, to one address, with no header that we did not write.
    expect(mailbox.mails()).toHaveLength(before + 1);
    expect(to).toEqual([TO]);
    expect(Object.keys(got.headers).sort()).toEqual([...HEADERS].sort());
    expect(got.headers['to']).toBe(TO);
    expect(got.headers['subject']).not.toMatch(/[\p{Cc}\p{Zl}\u202e]/u);
    // The same elements as with a harmless name: nothing in a name became markup, or an address to go to.
    const plain = (await sent()).mail.html;
    expect(tagsOf(got.html)).toEqual(tagsOf(plain));
    expect(got.html.match(/(?:href|src)="[^"]*"/g)).toEqual(plain.match(/(?:href|src)="[^"]*"/g));
    expect(got.text.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\u202e\u200b]/u);
  });

  const HEADERS = [
    'from',
    'to',
    'subject',
    'message-id',
    'date',
    'mime-version',
    'content-type',
    'auto-submitted',
    'content-language',
  ];
  const tagsOf = (html: string): string[] => html.match(/<\/?[a-z!][^>]*>/gi) ?? [];
});

describe('a mail server that misbehaves', () => {
  test('refuses an address for good: not to be tried again', async () => {
    await mailbox.fault({ mode: 'reject' });
    expect(await failure()).toMatchObject({ message: 'mail: answered 550 at RCPT TO.', retryable: false });
  });

  test('is busy: to be tried again', async () => {
    await mailbox.fault({ mode: 'busy', to: TO });
    expect(await failure()).toMatchObject({
      message: 'mail: answered 451 at RCPT TO.',
      retryable: true,
      unknownOutcome: false,
    });
    await mailbox.fault({ mode: 'busy', to: 'somebody@else.example' });
    await sent();
  });

  test('takes it and cuts the line, or never answers: nobody knows, to be tried again', async () => {
    await mailbox.fault({ mode: 'drop-reply' });
    expect(await failure()).toMatchObject({ retryable: true, unknownOutcome: true });
    await mailbox.fault({ mode: 'hang' });
    expect(await failure()).toMatchObject({ retryable: true, unknownOutcome: true });
  }, 30_000);

  test('is not there: nothing was sent', async () => {
    mail = smtpMail({ url: 'smtp://127.0.0.1:9', from: FROM });
    expect(await failure()).toMatchObject({ retryable: true });
    mail = smtpMail({ url: mailbox.smtpUrl, from: FROM });
  });

  test('never has its words, which may name people, in what is told of it', async () => {
    for (const mode of ['reject', 'busy', 'drop-reply'] as const) {
      await mailbox.fault({ mode });
      expect((await failure()).message).not.toMatch(/@|mailbox|later/);
    }
  });
});

/** As a browser asks that a name was led to this machine. */
function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = get(mailbox.url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.once('error', reject);
  });
}

describe('the mailbox of a laptop', () => {
  test('keeps letters and ports over a kill', async () => {
    const dataDir = freshFolder('mailbox');
    const first = await freshMailbox(dataDir);
    await smtpMail({ url: first.smtpUrl, from: FROM }).send({ address: TO, deliveryId: 'dlv_kept', letter: letter() });
    await first.kill();
    expect(isAlive(first.pid)).toBe(false);
    const second = await freshMailbox(dataDir);
    expect([second.url, second.smtpUrl]).toEqual([first.url, first.smtpUrl]);
    expect(second.mails().map(({ mail: kept }) => kept.headers['message-id'])).toEqual(['<dlv_kept@vendor.example>']);
    await second.stop();
  });

  test('shows letters on its page, in a frame that runs nothing, to this machine alone', async () => {
    await sent({ items: [item({ title: '<script>alert(1)</script>' })] });
    const number = mailbox.mails().at(-1)!.number;
    const list = await fetch(mailbox.url);
    expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await list.text()).not.toContain('<script');
    const one = await (await fetch(`${mailbox.url}/mails/${number}`)).text();
    expect(one).toMatch(/<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(one).not.toContain('<script');
    expect((await fetch(`${mailbox.url}/mails/999999`)).status).toBe(404);
    expect(await statusFor('evil.example')).toBe(421);
    expect(await statusFor('localhost')).toBe(200);
  });
});
