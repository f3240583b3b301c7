import type { Catalogue } from '../../api/public_calls';

/** Who publishes, and how they are reached: an address of mail or of the web, where the installation says. */
export interface Publisher {
  contact: string | null;
}

/** Only what a link may safely lead to. */
const isAddress = (text: unknown): text is string => typeof text === 'string' && /^(mailto:|https?:\/\/)/.test(text);

/** Reads the publisher out of the catalogue of what is published, which anybody may read. */
export function publisherOf(catalogue: Catalogue): Publisher {
  const ways = catalogue['@graph'].flatMap((node) => [node['vcard:hasEmail'], node['vcard:hasURL']]);
  const addresses = ways.map((way) => (way as { '@id'?: unknown } | undefined)?.['@id']);
  return { contact: addresses.find(isAddress) ?? null };
}
