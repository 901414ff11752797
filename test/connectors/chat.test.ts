import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webhookChat } from '../../connectors/chat/webhook';
import { ConnectorError } from '../../connectors/connector-error';
import type { ChatKind, NoticeLetter } from '../../domain/people/notices';

/** A chat product's side: what it got, and how it answers. */
const got: { path: string; type: string | undefined; body: Record<string, unknown> }[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const body = JSON.parse(text || '{}') as Record<string, unknown>;
      got.push({ path: request.url ?? '', type: request.headers['content-type'], body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  got.length = 0;
  answer = (_request, response) => void response.writeHead(200).end('ok');
});
afterAll(() => server.closeAllConnections() ?? server.close());

const HOSTILE = '<!channel> <https://evil.example|click> *bold* [link](https://evil.example) @here & "quoted"';
const letter = (name = 'Acme', more = 0): NoticeLetter => ({
  personName: 'Pam',
  language: 'en',
  zone: 'UTC',
  daily: false,
  items: [
    {
      occasion: 'asked',
      what: 'approval',
      title: 'Business case',
      partnerName: name,
      outcome: null,
      dueMs: Date.UTC(2026, 9, 6, 12),
      openUrl: 'https://console.example/approvals/apr_1',
      decideUrl: 'https://console.example/links/abc',
    },
  ],
  more,
  inboxUrl: 'https://console.example/',
});

const laptop = webhookChat({ allowLoopback: true });
const post = (kind: ChatKind, name?: string): Promise<void> => laptop.post({ kind, url: `${base}/hook` }, letter(name));

/** Why it was not posted. */
async function failure(work: Promise<void>): Promise<ConnectorError> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (!(error instanceof ConnectorError)) throw new Error(`Not refused: ${String(error)}`);
  return error;
}

describe('a notice in chat', () => {
  test('has the shape that Slack takes: blocks of plain text, buttons with addresses', async () => {
    await post('slack');
    expect(got).toHaveLength(1);
    expect(got[0]).toMatchObject({ path: '/hook', type: 'application/json' });
    const { text, blocks } = got[0]!.body as { text: string; blocks: { type: string }[] };
    expect(text).toBe('Business case: Acme waits for you');
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'actions', 'actions']);
    expect(blocks[0]).toMatchObject({
      text: { type: 'plain_text', text: expect.stringMatching(/^Business case · Acme\n/) },
    });
    expect(blocks[1]).toMatchObject({
      elements: [
        { type: 'button', text: { text: 'Decide' }, url: 'https://console.example/links/abc' },
        { type: 'button', text: { text: 'Open' }, url: 'https://console.example/approvals/apr_1' },
      ],
    });
  });

  test('has the shape that Teams takes: a message with an Adaptive Card', async () => {
    await post('teams');
    const { type, attachments } = got[0]!.body as { type: string; attachments: object[] };
    expect(type).toBe('message');
    expect(attachments).toMatchObject([
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          version: '1.4',
          body: [{ type: 'RichTextBlock' }, { type: 'Container' }],
          actions: [{ type: 'Action.OpenUrl', url: 'https://console.example/' }],
        },
      },
    ]);
  });

  test('takes a hostile name as text: no mention, no link, no markup', async () => {
    await post('slack', HOSTILE);
    await post('teams', HOSTILE);
    const [slack, teams] = got.map(({ body }) => body);
    expect(slack!['text']).not.toMatch(/[<>]/);
    // Whatever holds the name in Slack's blocks is plain text; in Teams' card it is a run, which knows no Markdown.
    const holders = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null
        ? Object.values(value).flatMap((inner) =>
            typeof inner === 'string' && inner.includes('evil.example')
              ? [(value as { type?: string }).type]
              : holders(inner),
          )
        : [];
    expect(new Set(holders(slack!['blocks']))).toEqual(new Set(['plain_text']));
    const { content } = (teams!['attachments'] as { content: Record<string, unknown> }[])[0]!;
    expect(new Set(holders(content['body']))).toEqual(new Set(['TextRun']));
    const urls = (JSON.stringify(got).match(/"url":"[^"]*"/g) ?? []).filter(
      (url) => !url.includes('//console.example/'),
    );
    expect(urls).toEqual([]);
  });
});

describe('a webhook that does not take it', () => {
  test('with a redirect is not followed', async () => {
    answer = (_request, response) => void response.writeHead(307, { location: `${base}/elsewhere` }).end();
    expect(await failure(post('slack'))).toMatchObject({ retryable: false, status: 307 });
    expect(got.map(({ path }) => path)).toEqual(['/hook']);
  });

  test('for good (404, 410) is not asked again; when busy (429) or broken (503) it is', async () => {
    for (const [status, retryable] of [
      [404, false],
      [410, false],
      [400, false],
      [429, true],
      [503, true],
    ] as const) {
      answer = (_request, response) => void response.writeHead(status).end('secret words of theirs');
      expect(await failure(post('teams'))).toMatchObject({
        retryable,
        status,
        message: expect.not.stringContaining('secret'),
      });
    }
  });

  test('that breaks the line, or is not there, is asked again', async () => {
    answer = (_request, response) => void response.destroy();
    expect(await failure(post('slack'))).toMatchObject({ retryable: true, unknownOutcome: true });
    const nobody = laptop.post({ kind: 'slack', url: 'http://127.0.0.1:9/hook' }, letter());
    expect(await failure(nobody)).toMatchObject({ retryable: true, unknownOutcome: false });
  });

  test('answers without end is not read', async () => {
    answer = (_request, response) => {
      response.writeHead(200);
      const chunk = 'x'.repeat(65_536);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    await post('slack');
  });
});

describe('addresses inside our own network', () => {
  const INSIDE = [
    'http://hooks.example/services/1',
    'https://127.0.0.1/hook',
    'https://localhost/hook',
    'https://LOCALHOST./hook',
    'https://api.internal/hook',
    'https://printer.local/hook',
    'https://10.0.0.1/hook',
    'https://172.16.3.4/hook',
    'https://192.168.1.1/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/hook',
    'https://0.0.0.0/hook',
    'https://2130706433/hook',
    'https://0x7f.1/hook',
    'https://0177.0.0.1/hook',
    'https://[::1]/hook',
    'https://[::]/hook',
    'https://[::ffff:127.0.0.1]/hook',
    'https://[::ffff:a00:1]/hook',
    'https://[64:ff9b::7f00:1]/hook',
    'https://[fd00::1]/hook',
    'https://[fe80::1]/hook',
    'https://224.0.0.1/hook',
    'https://255.255.255.255/hook',
    'ftp://hooks.example/hook',
  ];

  test.each(INSIDE)('%s is never spoken to', async (url) => {
    const error = await failure(webhookChat().post({ kind: 'slack', url }, letter()));
    expect(error).toMatchObject({ retryable: false, unknownOutcome: false });
    expect(error.message).not.toContain(new URL(url).hostname);
  });

  test('a name that leads to this machine is not either', async () => {
    // Resolved by the machine's own files: every machine knows this name, and no list of ours does.
    const { port } = server.address() as AddressInfo;
    const error = await failure(
      webhookChat().post({ kind: 'slack', url: `https://ip6-localhost:${port}/hook` }, letter()),
    );
    expect(error.message).toMatch(/not a public one|ENOTFOUND|EAI_AGAIN/);
    expect(got).toEqual([]);
  });

  test('not even on a laptop, but for the laptop itself', async () => {
    expect(await failure(laptop.post({ kind: 'slack', url: 'https://10.0.0.1/hook' }, letter()))).toMatchObject({
      retryable: false,
    });
    await post('slack');
  });
});
