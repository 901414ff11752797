/** A mail as people read it: the few parts of MIME that our letters use. */
export interface ReadableMail {
  headers: Record<string, string>;
  text: string;
  html: string;
}

const ENCODED_WORD = /=\?utf-8\?([bq])\?([^?]*)\?=/gi;

/** Reads a message. Header names are lower case; of a header that stands twice the last one counts. */
export function readMail(raw: string): ReadableMail {
  const { headers, body } = split(raw);
  const mail: ReadableMail = { headers, text: '', html: '' };
  for (const part of partsOf(headers, body)) {
    if (part.type === 'text/html') mail.html = part.content;
    else if (part.type === 'text/plain') mail.text = part.content;
  }
  return mail;
}

function partsOf(headers: Record<string, string>, body: string): { type: string; content: string }[] {
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined || !type.startsWith('multipart/'))
    return [{ type: type.split(';')[0]!.trim(), content: decoded(body, headers['content-transfer-encoding']) }];
  const sections = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  return sections.flatMap((section) => {
    const part = split(section.replace(/^\r\n/, ''));
    return partsOf(part.headers, part.body);
  });
}

function split(message: string): { headers: Record<string, string>; body: string } {
  const end = message.indexOf('\r\n\r\n');
  const head = end < 0 ? message : message.slice(0, end);
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), words(line.slice(colon + 1).trim())];
    }),
  );
  return { headers, body: end < 0 ? '' : message.slice(end + 4) };
}

/** RFC 2047, as far as mail programs of today write it. */
function words(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(ENCODED_WORD, (_, encoding: string, text: string) =>
      encoding.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('latin1')
        : quoted(text.replaceAll('_', ' ')).toString('latin1'),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

function decoded(body: string, encoding = '7bit'): string {
  if (encoding.toLowerCase() === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding.toLowerCase() === 'quoted-printable') return quoted(body.replace(/=\r\n/g, '')).toString('utf8');
  return Buffer.from(body, 'latin1').toString('utf8');
}

function quoted(text: string): Buffer {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
