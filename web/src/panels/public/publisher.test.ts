import { expect, test } from 'vitest';
import { publisherOf } from './publisher';

const catalogue = (contact: object) => ({
  '@graph': [
    { '@type': 'dcat:Catalog', 'foaf:homepage': { '@id': 'https://figures.example.se/?view=figures' } },
    { '@type': 'vcard:Organization', 'vcard:fn': 'Provstad', ...contact },
  ],
});

test('the publisher is reached by mail or by a page, where the installation says so', () => {
  expect(publisherOf(catalogue({ 'vcard:hasEmail': { '@id': 'mailto:a@example.se' } })).contact).toBe(
    'mailto:a@example.se',
  );
  expect(publisherOf(catalogue({ 'vcard:hasURL': { '@id': 'https://example.se/fel' } })).contact).toBe(
    'https://example.se/fel',
  );
  expect(publisherOf(catalogue({})).contact).toBeNull();
});

test('what is no address leads nowhere', () => {
  for (const odd of ['javascript:alert(1)', 'data:text/html,x', 7, null]) {
    expect(publisherOf(catalogue({ 'vcard:hasURL': { '@id': odd } })).contact).toBeNull();
  }
});
