/** A line of Markdown that leads from the Temporal UI to a page of the console; nothing where nobody said where it is. */
export const consoleLink = (consoleUrl: string | undefined, page: string): string =>
  consoleUrl === undefined ? '' : `\n\n[Open in the console](${consoleUrl}/${page})`;
