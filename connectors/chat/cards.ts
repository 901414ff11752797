import type { ChatKind } from '../../domain/people/notices';
import type { Worded, WordedItem } from '../wording/wording';

/** Slack takes at most 50 blocks; an item is two. */
const ITEMS_MAX = 20;

/** What each chat product's incoming webhook takes. Names stand in fields that know no markup: nothing in them is read as any. */
export const CARDS: Record<ChatKind, (worded: Worded) => object> = { slack: slackMessage, teams: teamsMessage };

/** Slack: Block Kit, with the plain text that notifications show. */
function slackMessage(worded: Worded): object {
  const { subject, items, inbox } = worded;
  const text = (words: string): object => ({ type: 'plain_text', text: words, emoji: false });
  const item = ({ heading, lines, links }: WordedItem): object[] => [
    { type: 'section', text: text([heading, ...lines].join('\n')) },
    { type: 'actions', elements: links.map(({ label, url }) => ({ type: 'button', text: text(label), url })) },
  ];
  return {
    // This one field is markup: everything that could begin any is escaped as Slack asks for.
    text: subject.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!),
    blocks: [
      ...items.slice(0, ITEMS_MAX).flatMap(item),
      ...rest(worded).map((words) => ({ type: 'section', text: text(words) })),
      { type: 'actions', elements: [{ type: 'button', text: text(inbox.label), url: inbox.url }] },
    ],
    unfurl_links: false,
  };
}

/** Teams: a message with an Adaptive Card, as workflows' webhooks take it. */
function teamsMessage(worded: Worded): object {
  const { subject, items, inbox, language } = worded;
  // A TextBlock would read Markdown; runs of a RichTextBlock are text.
  const text = (words: string, isHeading = false): object => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: words, ...(isHeading ? { weight: 'Bolder' } : {}) }],
  });
  const item = ({ heading, lines, links }: WordedItem): object => ({
    type: 'Container',
    separator: true,
    items: [
      text(heading, true),
      ...lines.map((line) => text(line)),
      { type: 'ActionSet', actions: links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })) },
    ],
  });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    lang: language,
    fallbackText: subject,
    body: [text(subject, true), ...items.slice(0, ITEMS_MAX).map(item), ...rest(worded).map((words) => text(words))],
    actions: [{ type: 'Action.OpenUrl', title: inbox.label, url: inbox.url }],
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}

/** What does not fit is told in the words of the letter, or by the inbox link alone. */
function rest({ more }: Worded): string[] {
  return more === '' ? [] : [more];
}
