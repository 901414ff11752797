/**
 * Tells whether an `Accept` header allows a media type (RFC 9110, 12.5.1). No header, or one that cannot be read,
 * allows everything: refusing is for clients that say what they want.
 */
export function accepts(header: string | undefined, mediaType: string): boolean {
  if (!header?.trim()) return true;
  const [type, subtype] = mediaType.split('/') as [string, string];
  const matches = header.split(',').flatMap((item) => {
    const [range = '', ...parameters] = item
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const specificity = [`*/*`, `${type}/*`, `${type}/${subtype}`].indexOf(range);
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    return specificity < 0 ? [] : [{ specificity, quality: Number(quality) }];
  });
  const best = matches.sort((a, b) => b.specificity - a.specificity)[0];
  return best !== undefined && best.quality > 0;
}
