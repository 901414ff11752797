import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';

/** A parsed element: attributes begin with `@`, text beside attributes is `#text`. Read it with `textAt` and `elementsAt`. */
export type XmlNode = unknown;

const DEPTH_MAX = 40;

/** Why a text is not read as XML. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
}

/**
 * Reads XML from strangers: no document type and so no entities but the five of XML itself, nothing deeper than forty
 * elements, nothing larger than the caller allows. All values stay text, and namespace prefixes are taken away.
 *
 * @throws XmlRefused
 */
export function readXml(text: string, lengthMax: number): XmlNode {
  if (text.length > lengthMax) throw new XmlRefused(`it is larger than ${lengthMax} characters`);
  if (/<!(?!--|\[CDATA\[)/.test(text)) throw new XmlRefused('it declares a document type or entities');
  const body = text.replace(/^\ufeff/, '');
  try {
    const valid = XMLValidator.validate(body);
    if (valid !== true) throw new XmlRefused(`line ${valid.err.line}: ${valid.err.msg}`);
    return new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      removeNSPrefix: true,
      parseTagValue: false,
      parseAttributeValue: false,
      ignoreDeclaration: true,
      ignorePiTags: true,
      maxNestedTags: DEPTH_MAX,
    }).parse(body) as XmlNode;
  } catch (error) {
    if (error instanceof XmlRefused) throw error;
    throw new XmlRefused((error as Error).message.slice(0, 200));
  }
}

/** All elements at a path of names; an element that stands there once is a list of one. */
export function elementsAt(node: XmlNode, ...path: string[]): XmlNode[] {
  return path.reduce<XmlNode[]>((found, name) => found.flatMap((each) => childrenOf(each, name)), [node]);
}

/** The trimmed text of the first element at a path; undefined when there is none or it is empty. */
export function textAt(node: XmlNode, ...path: string[]): string | undefined {
  const [first] = elementsAt(node, ...path);
  const text = typeof first === 'object' && first !== null ? (first as Record<string, unknown>)['#text'] : first;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

function childrenOf(node: XmlNode, name: string): XmlNode[] {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return [];
  const child = (node as Record<string, XmlNode>)[name];
  return Array.isArray(child) ? (child as XmlNode[]) : [child];
}

/** Writes a tree as XML with its declaration; elements keep the order of the object's keys. */
export function writeXml(tree: Record<string, unknown>): string {
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(tree)}`;
}
